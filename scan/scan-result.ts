import type { Finding, FindingTransition } from '#core/finding.ts';
import type { Change, ScanRecord } from '#core/scan-record.ts';

/** What one run of a scan came to, for whoever shows it. */
export interface ScanResult {
  /** `committed` now, or `already-committed`: the same scheduled time was scanned before, and nothing was done. */
  readonly outcome: 'committed' | 'already-committed';
  readonly record: ScanRecord;
  readonly changes: readonly Change[];
  readonly transitions: readonly FindingTransition[];
  /** Open after this scan, the loudest first. */
  readonly findings: readonly Finding[];
}
