import type { InventoryItem } from './credential.ts';
import type { ChunkRef } from './scan-record.ts';
import type { RepositoriesRow, Sighting } from './snapshot.ts';

/** The rows of a snapshot while its pieces are read. */
export interface GrowingRows {
  readonly listed: InventoryItem[];
  readonly settled: Sighting[];
  readonly repositories: RepositoriesRow[];
}

export function noRows(): GrowingRows {
  return { listed: [], settled: [], repositories: [] };
}

/** What a piece holds depends on its source. */
export function addPiece(rows: GrowingRows, source: ChunkRef['source'], items: readonly unknown[]): void {
  if (source === 'settled') append(rows.settled, items as readonly Sighting[]);
  else if (source === 'token-repositories' || source === 'request-repositories') {
    append(rows.repositories, items as readonly RepositoriesRow[]);
  } else append(rows.listed, items as readonly InventoryItem[]);
}

/** Not `push(...items)`: a piece may hold more items than a call takes arguments. */
function append<Item>(target: Item[], items: readonly Item[]): void {
  for (const item of items) target.push(item);
}
