import type { ScanRecord } from '#core/scan-record.ts';
import { assemble, type Snapshot } from '#core/snapshot.ts';
import { addPiece, noRows } from '#core/snapshot-rows.ts';
import type { DamagedChunkError, Store } from './store-port.ts';

/**
 * The snapshot of a committed scan, whole.
 *
 * @throws {DamagedChunkError} naming the piece that is missing or altered, when nobody is to be told.
 */
export async function loadSnapshot(
  store: Store,
  { org, id, chunks }: ScanRecord,
  damaged?: (error: DamagedChunkError) => void,
): Promise<Snapshot> {
  const rows = noRows();
  for await (const { ref, items } of store.readChunks(org, id, chunks, damaged)) {
    addPiece(rows, ref.source, items);
  }
  return assemble(id, rows);
}
