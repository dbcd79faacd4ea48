import type { InventoryItem, Repository } from './credential.ts';
import type { Change } from './scan-record.ts';
import type { Snapshot } from './snapshot.ts';

/** What is observed of a thing without being a change of it: the snapshot remembers these, nothing else does. */
const OBSERVATIONS: ReadonlySet<string> = new Set(['lastUsedAt', 'repositoriesAsOf']);

/**
 * What happened between two snapshots, in order of key. Absence from `current` means gone: settling has carried
 * over whatever could not be seen.
 */
export function diffSnapshots(previous: Snapshot, current: Snapshot): Change[] {
  const changes: Change[] = [];
  for (const [key, { item }] of current) {
    const before = previous.get(key)?.item;
    if (before === undefined) changes.push({ key, change: 'appeared', fields: {}, item });
    else {
      const fields = changedFields(before, item);
      if (Object.keys(fields).length > 0) changes.push({ key, change: 'changed', fields, item });
    }
  }
  for (const [key, { item }] of previous) {
    if (!current.has(key)) changes.push({ key, change: 'gone', fields: {}, item });
  }
  return changes.sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** Field by field, observations left out. Repositories are compared by id, and only where both sides know them. */
export function changedFields(before: InventoryItem, after: InventoryItem): Change['fields'] {
  if (before === after) return {};
  const fields: Record<string, { before: unknown; after: unknown }> = {};
  const old = before as unknown as Readonly<Record<string, unknown>>;
  const now = after as unknown as Readonly<Record<string, unknown>>;
  for (const field of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (OBSERVATIONS.has(field)) continue;
    const same =
      field === 'repositories'
        ? sameRepositories(old[field] as Repositories, now[field] as Repositories)
        : deepEqual(old[field], now[field]);
    if (!same) fields[field] = { before: old[field] ?? null, after: now[field] ?? null };
  }
  return fields;
}

type Repositories = readonly Repository[] | null | undefined;

function sameRepositories(one: Repositories, other: Repositories): boolean {
  if (one === other || !one || !other) return true;
  return one.length === other.length && one.every(({ id }, index) => id === other[index]?.id);
}

function deepEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(
      (key) =>
        Object.hasOwn(other, key) &&
        deepEqual((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]),
    )
  );
}
