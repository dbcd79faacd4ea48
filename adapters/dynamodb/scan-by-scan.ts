import type { OrgLogin } from '#core/credential.ts';
import type { FindingTransition } from '#core/finding.ts';
import type { Change, ScanId } from '#core/scan-record.ts';
import { scanIds } from './archive.ts';
import { collectPages } from './collect-pages.ts';
import { stagedChanges, stagedTransitions } from './staged.ts';
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
  yield* inOrder(scans, (scan) => collectPages(stagedTransitions(table, org, scan)));
}

/** What the committed scans after `after` and up to `upTo` changed, scan by scan, the oldest first. */
export async function* changesBetween(
  table: Table,
  org: OrgLogin,
  after: ScanId,
  upTo: ScanId,
): AsyncGenerator<readonly Change[]> {
  const scans = (await scanIds(table, org)).filter((scan) => scan > after && scan <= upTo);
  yield* inOrder(scans, (scan) => collectPages(stagedChanges(table, org, scan)));
}

async function* inOrder<Result>(
  scans: readonly ScanId[],
  read: (scan: ScanId) => Promise<Result>,
): AsyncGenerator<Result> {
  for (let from = 0; from < scans.length; from += SCANS_AT_ONCE) {
    yield* await Promise.all(scans.slice(from, from + SCANS_AT_ONCE).map(read));
  }
}
