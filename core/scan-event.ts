import type { OrgLogin } from './credential.ts';
import type { Severity } from './finding.ts';
import { clip, inert } from './inert.ts';
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
  /** `failed`: no scan was made. */
  readonly status: ScanRecord['status'] | 'failed';
  /** Why none was made, and what to do; else null. */
  readonly reason: string | null;
  /** Up to when everything was last seen whole; null: never yet, or no scan was made. */
  readonly lastCompleteScan: Instant | null;
  /** Open findings by severity; null: no scan was made. */
  readonly findings: Readonly<Record<Severity, number>> | null;
  /**
   * Stored history was damaged: so many pieces of the snapshot that this scan compares with, and the scan whose snapshot it
   * was made again from (null: from the first change on). Null: it was not, or no scan was made.
   */
  readonly rebuilt: ScanRecord['rebuilt'] | null;
}

const REASON_WIDTH = 600;

export function scanEvent({ findings, id, org, rebuilt, sources, status }: ScanRecord): ScanEvent {
  return {
    schemaVersion: SCAN_EVENT_VERSION,
    kind: 'scan',
    organisation: org,
    scan: id,
    status,
    reason: null,
    lastCompleteScan: wholeAsOf(id, sources),
    findings,
    rebuilt: rebuilt ?? null,
  };
}

export function failedScanEvent(organisation: OrgLogin, scan: ScanId, why: string): ScanEvent {
  return {
    schemaVersion: SCAN_EVENT_VERSION,
    kind: 'scan',
    organisation,
    scan,
    status: 'failed',
    reason: clip(inert(why.replace(/\s+/g, ' ')), REASON_WIDTH),
    lastCompleteScan: null,
    findings: null,
    rebuilt: null,
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
