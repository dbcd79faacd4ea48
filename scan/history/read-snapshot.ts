import type { Instant } from '#core/instant.ts';
import { snapshotUntil } from '#core/retention.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { loadSnapshot } from '#scan/load-snapshot.ts';
import type { DamagedChunkError, Store } from '#scan/store-port.ts';

/** A snapshot as far as it can be read. */
export interface ReadSnapshot {
  readonly snapshot: Snapshot;
  /** Of each piece that is missing or altered, which one it is and where. What it held is not in `snapshot`. */
  readonly damaged: readonly string[];
}

/** The snapshot is older than it is kept: the record, its digest, changes and findings are still there. */
export class PrunedSnapshotError extends Error {
  override readonly name = 'PrunedSnapshotError';

  constructor(record: ScanRecord) {
    super(
      `The snapshot of scan ${record.id} of ${record.org} was kept until ${snapshotUntil(record)} and is pruned. Its record and digest are kept, and so are changes and findings.`,
    );
  }
}

/**
 * Reads the snapshot of a committed scan; what is damaged is named, and the rest answered.
 *
 * @throws {PrunedSnapshotError} when it is incomplete because retention let it go.
 */
export async function readSnapshot(store: Store, record: ScanRecord, now: Instant): Promise<ReadSnapshot> {
  const damaged: DamagedChunkError[] = [];
  const snapshot = await loadSnapshot(store, record, (error) => damaged.push(error));
  if (damaged.length > 0 && snapshotUntil(record) <= now) throw new PrunedSnapshotError(record);
  return { snapshot, damaged: damaged.map(({ message }) => message) };
}
