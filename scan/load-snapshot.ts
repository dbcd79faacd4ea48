import type { InventoryItem } from '#core/credential.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { assemble, type RepositoriesRow, type Sighting, type Snapshot } from '#core/snapshot.ts';
import type { DamagedChunkError, Store } from './ports.ts';

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
  const listed: InventoryItem[] = [];
  const settled: Sighting[] = [];
  const repositories: RepositoriesRow[] = [];
  for await (const { ref, items } of store.readChunks(org, id, chunks, damaged)) {
    if (ref.source === 'settled') append(settled, items as readonly Sighting[]);
    else if (ref.source === 'token-repositories' || ref.source === 'request-repositories') {
      append(repositories, items as readonly RepositoriesRow[]);
    } else append(listed, items as readonly InventoryItem[]);
  }
  return assemble(id, { listed, settled, repositories });
}

/** Not `push(...items)`: a piece may hold more items than a call takes arguments. */
function append<Item>(target: Item[], items: readonly Item[]): void {
  for (const item of items) target.push(item);
}
