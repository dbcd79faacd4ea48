import { type InventoryItem, type ItemKey, keyOf } from '#core/credential.ts';
import { type ListingSource, sourceOfKind } from '#core/reading.ts';
import type { ChunkRef } from '#core/scan-record.ts';
import type { Sighting, Snapshot } from '#core/snapshot.ts';
import { type Collected, type CollectInput, collect } from './collect.ts';
import { type Confirmed, confirmAbsences } from './confirm-absences.ts';
import type { Source } from './ports.ts';

/** One source after settling: what is known of its things, seen or carried over. */
export interface SettledList extends Collected {
  readonly listed: readonly InventoryItem[];
  /** Confirmed to be there although the list did not show them; `confirmedChunks` hold them. */
  readonly confirmed: readonly Sighting[];
  readonly confirmedChunks: readonly ChunkRef[];
  /** Known from an earlier scan, and nobody could say tonight whether they are still there. */
  readonly carriedOver: readonly Sighting[];
  /** Things seen tonight, each once; null where nothing could be looked at. */
  readonly count: number | null;
}

/** How often a list is read again because something absent turned out to be alive. */
const READ_AGAIN_AT_MOST = 1;

/**
 * Holds tonight's reading of one source against the last committed snapshot: absences from a complete reading are
 * confirmed one by one, everything absent from any other reading is carried over (design §3, promises 1 and 2).
 */
export async function settleList(
  input: CollectInput,
  source: Source,
  {
    collected,
    previous,
    nextOrdinal,
  }: { collected: Collected; previous: Snapshot; nextOrdinal: () => number },
): Promise<SettledList> {
  const before = thingsOf(previous, source.name);
  let reading = collected;
  for (let again = 0; ; again += 1) {
    const listed = await readBack(input, reading.chunks);
    const seen = new Set(listed.map(keyOf));
    const absent = before.filter(({ item }) => !seen.has(keyOf(item)));
    if (reading.status !== 'complete')
      return settledFrom(reading, listed, { ...NOTHING, unanswered: absent });
    const confirmed = await confirmAbsences(input, source, absent, nextOrdinal);
    const after = {
      ...reading,
      ...(confirmed.stop ?? {}),
      pages: reading.pages + confirmed.pages,
      waitedSeconds: reading.waitedSeconds + confirmed.waitedSeconds,
    };
    if (confirmed.alive.length === 0 || confirmed.stop !== null || again === READ_AGAIN_AT_MOST) {
      return settledFrom(after, listed, confirmed);
    }
    const second = await collect(input, source, { lastCount: seen.size, chunks: reading.chunks });
    reading = {
      ...second,
      pages: after.pages + second.pages,
      waitedSeconds: after.waitedSeconds + second.waitedSeconds,
    };
  }
}

function thingsOf(snapshot: Snapshot, source: ListingSource): Sighting[] {
  return [...snapshot.values()].filter(({ item }) => sourceOfKind(item.kind) === source);
}

async function readBack(
  { org, scan, store }: CollectInput,
  refs: readonly ChunkRef[],
): Promise<InventoryItem[]> {
  const items = new Map<ItemKey, InventoryItem>();
  for await (const chunk of store.readChunks(org, scan, refs)) {
    for (const item of chunk.items as readonly InventoryItem[]) items.set(keyOf(item), item);
  }
  return [...items.values()];
}

type Absences = Pick<Confirmed, 'alive' | 'chunks' | 'unanswered'>;

const NOTHING: Absences = { alive: [], chunks: [], unanswered: [] };

function settledFrom(
  reading: Collected,
  listed: readonly InventoryItem[],
  { alive, chunks, unanswered }: Absences,
): SettledList {
  const looked = reading.status === 'complete' || listed.length + alive.length > 0;
  return {
    ...reading,
    listed,
    confirmed: alive,
    confirmedChunks: chunks,
    carriedOver: unanswered,
    count: looked ? listed.length + alive.length : null,
  };
}
