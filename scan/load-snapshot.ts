import type { InventoryItem, ItemKey, OrgLogin } from '#core/credential.ts';
import type { ChunkRef, ScanId, ScanRecord } from '#core/scan-record.ts';
import { assemble, type RepositoriesRow, type Sighting, type Snapshot } from '#core/snapshot.ts';
import type { Store } from './ports.ts';

/**
 * The snapshot of a committed scan, whole.
 *
 * @throws {DamagedChunkError} naming the piece that is missing or altered.
 */
export async function loadSnapshot(store: Store, record: ScanRecord): Promise<Snapshot> {
  return loadChunks(store, record.org, record.id, record.chunks);
}

/** Puts stored pieces of one scan together, committed or not. */
async function loadChunks(
  store: Store,
  org: OrgLogin,
  scan: ScanId,
  refs: readonly ChunkRef[],
): Promise<Map<ItemKey, Sighting>> {
  const listed: InventoryItem[] = [];
  const settled: Sighting[] = [];
  const repositories: RepositoriesRow[] = [];
  for await (const { ref, items } of store.readChunks(org, scan, refs)) {
    if (ref.source === 'settled') append(settled, items as readonly Sighting[]);
    else if (ref.source === 'token-repositories' || ref.source === 'request-repositories') {
      append(repositories, items as readonly RepositoriesRow[]);
    } else append(listed, items as readonly InventoryItem[]);
  }
  return assemble(scan, { listed, settled, repositories });
}

/** Not `push(...items)`: a piece may hold more items than a call takes arguments. */
function append<Item>(target: Item[], items: readonly Item[]): void {
  for (const item of items) target.push(item);
}
