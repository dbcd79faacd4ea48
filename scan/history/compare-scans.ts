import { diffSnapshots } from '#core/diff.ts';
import { netChanges } from '#core/history/net-changes.ts';
import type { Instant } from '#core/instant.ts';
import { historyUntil } from '#core/retention.ts';
import type { Change, ScanRecord } from '#core/scan-record.ts';
import type { Store } from '#scan/store-port.ts';
import { PrunedSnapshotError, type ReadSnapshot, readSnapshot } from './read-snapshot.ts';

/** What differs between two scans of one organisation. */
export interface Comparison {
  readonly changes: readonly Change[];
  /** `changes`: a snapshot is pruned or damaged, so the changes of the scans in between were added up. */
  readonly basis: 'snapshots' | 'changes';
  readonly damaged: readonly string[];
}

/** The changes between the two are older than they are kept. */
class PrunedHistoryError extends Error {
  override readonly name = 'PrunedHistoryError';

  constructor(record: ScanRecord) {
    super(
      `What changed in ${record.org} after scan ${record.id} was kept until ${historyUntil(record)} and is pruned. Only the records and digests of scans that old are kept.`,
    );
  }
}

/**
 * From the two snapshots; where one of them is pruned or damaged, from what the scans in between found. A missing
 * piece must not look like so many credentials that went.
 *
 * @throws {PrunedHistoryError} when neither is left.
 */
export async function compareScans(
  store: Store,
  { from, to, now }: { readonly from: ScanRecord; readonly to: ScanRecord; readonly now: Instant },
): Promise<Comparison> {
  const [before, after] = [await readOrNull(store, from, now), await readOrNull(store, to, now)];
  const damaged = [...(before?.damaged ?? []), ...(after?.damaged ?? [])];
  if (before !== null && after !== null && damaged.length === 0) {
    return { changes: diffSnapshots(before.snapshot, after.snapshot), basis: 'snapshots', damaged };
  }
  if (historyUntil(from) <= now) throw new PrunedHistoryError(from);
  const changes: Change[] = [];
  for await (const some of store.changesBetween(from.org, from.id, to.id)) changes.push(...some);
  return { changes: netChanges(changes), basis: 'changes', damaged };
}

async function readOrNull(store: Store, record: ScanRecord, now: Instant): Promise<ReadSnapshot | null> {
  return readSnapshot(store, record, now).catch((error: unknown) => {
    if (error instanceof PrunedSnapshotError) return null;
    throw error;
  });
}
