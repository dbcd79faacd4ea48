import type { OrgLogin } from './credential.ts';
import type { Severity } from './finding.ts';
import type { Instant } from './instant.ts';
import { wholeAsOf } from './reading.ts';
import type { ScanId, ScanRecord } from './scan-record.ts';

const SCAN_EVENT_VERSION = 1;

/**
 * That a scan is over: a public interface (docs/alerts.md), in which fields may be added and none is renamed. What was
 * found is in the table.
 */
export interface ScanEvent {
  readonly schemaVersion: typeof SCAN_EVENT_VERSION;
  readonly kind: 'scan';
  readonly organisation: OrgLogin;
  readonly scan: ScanId;
  readonly status: ScanRecord['status'];
  /** Up to when everything was last seen whole; null: never yet. */
  readonly lastCompleteScan: Instant | null;
  /** Open findings by severity. */
  readonly findings: Readonly<Record<Severity, number>>;
}

export function scanEvent({ findings, id, org, sources, status }: ScanRecord): ScanEvent {
  return {
    schemaVersion: SCAN_EVENT_VERSION,
    kind: 'scan',
    organisation: org,
    scan: id,
    status,
    lastCompleteScan: wholeAsOf(id, sources),
    findings,
  };
}

/** What subscribers may filter by. */
export function scanAttributesOf({
  kind,
  organisation,
  status,
}: ScanEvent): Readonly<Record<string, string>> {
  return { kind, organisation: organisation.toLowerCase(), status };
}
