import type { OrgLogin } from '#core/credential.ts';
import type { FindingTransition } from '#core/finding.ts';
import type { ScanId } from '#core/scan-record.ts';
import { scanIds } from './archive.ts';
import { collectPages } from './collect-pages.ts';
import { stagedTransitions } from './staged.ts';
import type { Table } from './table.ts';

/** So many scans are asked at once: years of nights are answered in seconds. */
const SCANS_AT_ONCE = 16;

/** What the committed scans up to `upTo` did to findings, scan by scan, the oldest first. */
export async function* transitionsUpTo(
  table: Table,
  org: OrgLogin,
  upTo: ScanId,
): AsyncGenerator<readonly FindingTransition[]> {
  const scans = (await scanIds(table, org)).filter((scan) => scan <= upTo);
  for (let from = 0; from < scans.length; from += SCANS_AT_ONCE) {
    const some = scans.slice(from, from + SCANS_AT_ONCE);
    const read = some.map((scan) => collectPages(stagedTransitions(table, org, scan)));
    yield* await Promise.all(read);
  }
}
