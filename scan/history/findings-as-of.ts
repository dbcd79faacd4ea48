import type { OrgLogin } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import type { ScanId } from '#core/scan-record.ts';
import type { Store } from '#scan/store-port.ts';

/**
 * All findings of an organisation as a committed scan left them, resolved ones included: every step up to that scan,
 * one after the other. What was said about them is as of the last step.
 */
export async function findingsAsOf(store: Store, org: OrgLogin, scan: ScanId): Promise<Finding[]> {
  const findings = new Map<string, Finding>();
  for await (const transitions of store.transitionsUpTo(org, scan)) {
    for (const { finding } of transitions) findings.set(finding.id, finding);
  }
  return [...findings.values()];
}
