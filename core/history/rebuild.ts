import type { InventoryItem, ItemKey } from '#core/credential.ts';
import { changedFields } from '#core/diff.ts';
import type { Change, ScanId } from '#core/scan-record.ts';
import type { Sighting, Snapshot } from '#core/snapshot.ts';
import { afterChange } from './before-change.ts';

/** What one scan changed. */
export interface ChangesOfScan {
  readonly id: ScanId;
  readonly changes: readonly Change[];
}

/**
 * A later snapshot, from an earlier one and what each scan since changed, the oldest first. Exact but for observations
 * (the last use, names of repositories): no change tells of these, so they are as old as the earlier snapshot.
 */
export function replayed(earlier: Snapshot, scans: Iterable<ChangesOfScan>): Map<ItemKey, Sighting> {
  const snapshot = new Map(earlier);
  for (const { changes, id } of scans) {
    for (const change of changes) {
      const item = afterChange(change);
      if (item === null) snapshot.delete(change.key);
      else snapshot.set(change.key, { item, seen: id });
    }
  }
  return snapshot;
}

/**
 * The same with what can still be read of that snapshot, which knows its observations. A row that says otherwise than
 * the changes is left: what corrected it was in a piece that is lost.
 */
export function withReadable(
  exact: Snapshot,
  readable: Snapshot,
  lost: { readonly repositories: boolean },
): Snapshot {
  return new Map(
    [...exact].map(([key, known]) => {
      const read = readable.get(key);
      if (read === undefined || Object.keys(changedFields(known.item, read.item)).length > 0) {
        return [key, known];
      }
      return [key, lost.repositories ? withRepositories(read, known.item) : read];
    }),
  );
}

function withRepositories(read: Sighting, known: InventoryItem): Sighting {
  const { item } = read;
  if (!('repositories' in item && 'repositories' in known) || item.repositories !== null) return read;
  const { repositories, repositoriesAsOf } = known;
  return { ...read, item: { ...item, repositories, repositoriesAsOf } };
}
