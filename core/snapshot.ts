import { type InventoryItem, type ItemKey, keyOf, type Repository } from './credential.ts';
import type { Instant } from './instant.ts';
import type { ScanId } from './scan-record.ts';

/** A thing of the inventory and the scan that last saw it: an earlier one means that it was carried over. */
export interface Sighting {
  readonly item: InventoryItem;
  readonly seen: ScanId;
}

/** Everything a committed scan knows of its organisation, each thing exactly once. */
export type Snapshot = ReadonlyMap<ItemKey, Sighting>;

/** The repositories of one holder, as read in one scan. */
export interface RepositoriesRow {
  readonly key: ItemKey;
  readonly repositories: readonly Repository[];
  readonly asOf: Instant;
}

/** What the stored pieces of one scan hold. */
export interface SnapshotRows {
  /** As the lists gave them: a thing may be there twice, the later one wins. */
  readonly listed: readonly InventoryItem[];
  /** Confirmed alive, or carried over from an earlier scan: these win over the listed. */
  readonly settled: readonly Sighting[];
  readonly repositories: readonly RepositoriesRow[];
}

/** Puts the pieces of a scan together. */
export function assemble(scan: ScanId, rows: SnapshotRows): Map<ItemKey, Sighting> {
  const snapshot = new Map<ItemKey, Sighting>();
  for (const item of rows.listed) snapshot.set(keyOf(item), { item, seen: scan });
  for (const sighting of rows.settled) snapshot.set(keyOf(sighting.item), sighting);
  for (const row of rows.repositories) addRepositories(snapshot, row);
  dropFineGrainedTwins(snapshot);
  return snapshot;
}

function addRepositories(
  snapshot: Map<ItemKey, Sighting>,
  { key, repositories, asOf }: RepositoriesRow,
): void {
  const sighting = snapshot.get(key);
  if (sighting === undefined || !('repositoriesAsOf' in sighting.item)) return;
  snapshot.set(key, { ...sighting, item: { ...sighting.item, repositories, repositoriesAsOf: asOf } });
}

/**
 * GitHub does not say whether its SSO list repeats fine-grained tokens (facts §1.3, open). A row of that list
 * without scopes and with the id of a fine-grained token is that token, not a classic one.
 */
function dropFineGrainedTwins(snapshot: Map<ItemKey, Sighting>): void {
  for (const [key, { item }] of snapshot) {
    if (item.kind !== 'classic-token' || item.scopes !== null) continue;
    if (snapshot.has(keyOf({ kind: 'fine-grained-token', id: item.id }))) snapshot.delete(key);
  }
}
