import type { InventoryItem, ItemKey } from '#core/credential.ts';
import { changedFields } from '#core/diff.ts';
import type { Change } from '#core/scan-record.ts';
import { afterChange, beforeChange } from './before-change.ts';

/**
 * What the changes of several scans, the oldest first, come to: a thing that came and went did nothing, one that was
 * changed and changed back did nothing. In order of key, as between two snapshots; only of repositories it may differ
 * from these where some scan did not know them, since no change tells of a step to or from what is not known.
 */
export function netChanges(changes: Iterable<Change>): Change[] {
  const ends = new Map<ItemKey, { readonly first: Change; readonly last: Change }>();
  for (const change of changes) {
    ends.set(change.key, { first: ends.get(change.key)?.first ?? change, last: change });
  }
  return [...ends.values()]
    .flatMap(({ first, last }): Change[] => {
      const net = between(beforeChange(first), afterChange(last));
      return net === null ? [] : [{ key: last.key, ...net }];
    })
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}

function between(before: InventoryItem | null, after: InventoryItem | null): Omit<Change, 'key'> | null {
  if (after === null) return before === null ? null : { change: 'gone', fields: {}, item: before };
  if (before === null) return { change: 'appeared', fields: {}, item: after };
  // A field that was not there reads as null on the way back.
  const fields = Object.entries(changedFields(before, after)).filter(
    ([, step]) => step.before !== null || step.after !== null,
  );
  if (fields.length === 0) return null;
  return { change: 'changed', fields: Object.fromEntries(fields), item: after };
}
