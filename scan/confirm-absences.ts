import type { ItemKey } from '#core/credential.ts';
import { keyOf } from '#core/credential.ts';
import type { ChunkRef } from '#core/scan-record.ts';
import type { Sighting } from '#core/snapshot.ts';
import { type CollectInput, stopped } from './collect.ts';
import { holdForWait } from './hold-for-wait.ts';
import type { Source, Stop, Wait } from './ports.ts';

/** Requests of one step: one after the other they take well under a minute. */
const CONFIRMATIONS_PER_STEP = 50;

/** What became of the things that were there at the last scan and did not show in tonight's list. */
export interface Confirmed {
  /** GitHub itself said that they are alive: the list moved in a way the sweep could not see. */
  readonly alive: readonly Sighting[];
  /** The pieces that hold those. */
  readonly chunks: readonly ChunkRef[];
  /** Not to be asked after: they stay as they were known. */
  readonly unanswered: readonly Sighting[];
  /** Set when GitHub would not answer for all of them: then the source was not read whole after all. */
  readonly stop: Pick<ReturnType<typeof stopped>, 'status' | 'reason' | 'missingPermission'> | null;
  readonly pages: number;
  readonly waitedSeconds: number;
}

/** What one step asked: how many things were answered for, and the piece of those that are alive. */
interface AskedStep {
  readonly answered: number;
  readonly chunk: ChunkRef | null;
  readonly pages: number;
  readonly next: { readonly kind: 'more' } | Wait | Stop;
}

/**
 * Asks GitHub again for every absent thing. What is not answered with "it is not there" is kept.
 *
 * @param nextOrdinal numbers the pieces of things settled tonight.
 */
export async function confirmAbsences(
  input: CollectInput,
  source: Source,
  absent: readonly Sighting[],
  nextOrdinal: () => number,
): Promise<Confirmed> {
  const chunks: ChunkRef[] = [];
  let stop: Confirmed['stop'] = null;
  let pages = 0;
  let waitedSeconds = 0;
  let from = 0;
  for (let count = 1; from < absent.length && stop === null; count += 1) {
    const some = { source, absent: absent.slice(from), ordinal: nextOrdinal() };
    const asked: AskedStep = await input.engine.step(`confirm ${source.name} ${count}.${some.ordinal}`, () =>
      ask(input, some),
    );
    if (asked.chunk !== null) chunks.push(asked.chunk);
    pages += asked.pages;
    from += asked.answered;
    if (asked.next.kind === 'wait') {
      input.progress.waiting(asked.next.until, asked.next.reason);
      waitedSeconds += await input.engine.waitUntil(asked.next.until, asked.next.reason);
    } else if (asked.next.kind !== 'more') {
      stop = holeOf(asked.next);
    }
  }
  const alive = await readBack(input, chunks);
  const unanswered = absent.slice(from).filter(({ item }) => !alive.has(keyOf(item)));
  return { alive: [...alive.values()], chunks, unanswered, stop, pages, waitedSeconds };
}

async function ask(
  input: CollectInput,
  { source, absent, ordinal }: { source: Source; absent: readonly Sighting[]; ordinal: number },
): Promise<AskedStep> {
  const { holder, org, scan, signal, store } = input;
  await store.renew(org, scan, holder);
  const alive: Sighting[] = [];
  let answered = 0;
  let pages = 0;
  let next: AskedStep['next'] = { kind: 'more' };
  while (answered < absent.length && pages < CONFIRMATIONS_PER_STEP && next.kind === 'more') {
    const batch = absent.slice(answered, answered + source.confirmAtOnce);
    const answer = await source.confirm(
      org,
      batch.map(({ item }) => item),
      signal,
    );
    pages += 1;
    for (const item of answer.alive) alive.push({ item, seen: scan });
    if (answer.next.kind === 'done') answered += batch.length;
    else next = answer.next;
  }
  const chunk =
    alive.length === 0 ? null : await store.putChunk(org, scan, { source: 'settled', ordinal, items: alive });
  await holdForWait(input, next);
  return { answered, chunk, pages, next };
}

/** One sighting a thing: a batch repeated after a wait may have named it twice. */
async function readBack(
  { org, scan, store }: CollectInput,
  refs: readonly ChunkRef[],
): Promise<Map<ItemKey, Sighting>> {
  const alive = new Map<ItemKey, Sighting>();
  for await (const { items } of store.readChunks(org, scan, refs)) {
    for (const sighting of items as readonly Sighting[]) alive.set(keyOf(sighting.item), sighting);
  }
  return alive;
}

function holeOf(stop: Stop): Confirmed['stop'] {
  const hole = stopped(stop, true);
  return { ...hole, reason: `some absences could not be confirmed: ${hole.reason}` };
}
