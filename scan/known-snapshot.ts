import { changesMisfit } from '#core/history/misfits.ts';
import { type ChangesOfScan, replayed, withReadable } from '#core/history/rebuild.ts';
import type { ScanId, ScanRecord } from '#core/scan-record.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { committedScan } from './committed-scan.ts';
import { loadSnapshot } from './load-snapshot.ts';
import type { Sha256 } from './ports.ts';
import { DamagedChunkError, type Store } from './store-port.ts';

/** A snapshot, and what it took to have it. */
export interface KnownSnapshot {
  readonly snapshot: Snapshot;
  /** Null: it was read as it was written. */
  readonly rebuilt: Rebuilt | null;
}

/** Pieces were missing or altered, so the changes since an earlier snapshot were added to that. */
export interface Rebuilt {
  /** Of each piece, which one it is and where, in words. */
  readonly damaged: readonly string[];
  /** The scan whose snapshot was whole; null: from the first change on. */
  readonly from: ScanId | null;
}

/**
 * The snapshot of a committed scan, also where pieces of it are damaged: whoever compares with it must not take a lost
 * piece for so many credentials that went. Changes count only where they have the digest that was committed.
 *
 * @throws {DamagedChunkError} when changes are damaged, too.
 */
export async function knownSnapshot(
  store: Store,
  record: ScanRecord,
  sha256: Sha256,
): Promise<KnownSnapshot> {
  const damaged: DamagedChunkError[] = [];
  const readable = await loadSnapshot(store, record, (error) => damaged.push(error));
  const [first] = damaged;
  if (first === undefined) return { snapshot: readable, rebuilt: null };
  const { earlier, from, since } = await lastWhole(store, record);
  const changes: ChangesOfScan[] = [];
  for (const scan of since) changes.push(await changesOf(store, scan, { sha256, damage: first }));
  const repositories = damaged.some(({ source }) => source.endsWith('-repositories'));
  return {
    snapshot: withReadable(replayed(earlier, changes), readable, { repositories }),
    rebuilt: { damaged: damaged.map(({ message }) => message), from },
  };
}

/** For people: what is damaged, and what was made of it. */
export function rebuiltWords({ damaged, from }: Rebuilt): string {
  const base = from === null ? 'the first scan' : `the snapshot of scan ${from}`;
  return `${damaged.join(' ')} What it held was made again from ${base} and what changed since; the days of last use in it may be older than they were.`;
}

/** The last snapshot before `record` that can be read whole, and the scans since, the oldest first. */
async function lastWhole(store: Store, record: ScanRecord) {
  const since = [record];
  for (let later = record; later.previous !== null; ) {
    const before = await committedScan(store, later.org, later.previous);
    const earlier = await loadSnapshot(store, before).catch(nullIfDamaged);
    if (earlier !== null) return { earlier, from: before.id, since };
    since.unshift(before);
    later = before;
  }
  return { earlier: new Map() as Snapshot, from: null, since };
}

function nullIfDamaged(error: unknown): null {
  if (error instanceof DamagedChunkError) return null;
  throw error;
}

async function changesOf(
  store: Store,
  record: ScanRecord,
  { damage, sha256 }: { readonly damage: DamagedChunkError; readonly sha256: Sha256 },
): Promise<ChangesOfScan> {
  const { id, org } = record;
  const changes = await store.changes(org, id);
  const misfit = changesMisfit(record, changes, { expected: () => null, sha256 });
  if (misfit === null) return { id, changes };
  throw new DamagedChunkError(
    `${damage.message} Nor could it be made again from what scans changed: of scan ${id}, ${misfit.words}.`,
    damage.source,
    { cause: damage },
  );
}
