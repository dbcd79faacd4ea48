import type { InventoryItem } from '#core/credential.ts';
import { keyOf } from '#core/credential.ts';
import type { Sighting } from '#core/snapshot.ts';
import { type CollectInput, stopped } from './collect.ts';
import type { Confirmation, Source, Stop } from './ports.ts';

/** What became of the things that were there at the last scan and did not show in tonight's list. */
export interface Confirmed {
  /** Still there after all, or not to be asked: these stay in the snapshot. */
  readonly kept: readonly Sighting[];
  /** How many of them GitHub itself said are alive: the list moved in a way the sweep could not see. */
  readonly alive: number;
  /** Set when GitHub would not answer for all of them: then the source was not read whole after all. */
  readonly stop: Pick<ReturnType<typeof stopped>, 'status' | 'reason' | 'missingPermission'> | null;
  readonly pages: number;
  readonly waitedSeconds: number;
}

/** Asks GitHub again for every absent thing. What is not answered with "it is not there" is kept. */
export async function confirmAbsences(
  input: CollectInput,
  source: Source,
  absent: readonly Sighting[],
): Promise<Confirmed> {
  const kept: Sighting[] = [];
  let pages = 0;
  let waitedSeconds = 0;
  let from = 0;
  while (from < absent.length) {
    const batch = absent.slice(from, from + source.confirmAtOnce);
    const answer = await ask(
      input,
      source,
      `${source.name} ${from}`,
      batch.map(({ item }) => item),
    );
    pages += 1;
    kept.push(...answer.alive.map((item) => ({ item, seen: input.scan })));
    if (answer.next.kind === 'wait') {
      input.progress.waiting(answer.next.until, answer.next.reason);
      waitedSeconds += await input.engine.waitUntil(answer.next.until, answer.next.reason);
    } else if (answer.next.kind === 'done') {
      from += batch.length;
    } else {
      return { ...settle(kept, absent.slice(from)), stop: holeOf(answer.next), pages, waitedSeconds };
    }
  }
  return { ...settle(kept, []), stop: null, pages, waitedSeconds };
}

function ask(
  { engine, holder, org, scan, signal, store }: CollectInput,
  source: Source,
  name: string,
  absent: readonly InventoryItem[],
): Promise<Confirmation> {
  return engine.step(`confirm ${name}`, async () => {
    await store.renew(org, scan, holder);
    return source.confirm(org, absent, signal);
  });
}

/** One sighting a thing: a batch repeated after a wait may have named it twice. */
function settle(
  alive: readonly Sighting[],
  unanswered: readonly Sighting[],
): Pick<Confirmed, 'kept' | 'alive'> {
  const byKey = new Map([...unanswered, ...alive].map((sighting) => [keyOf(sighting.item), sighting]));
  return { kept: [...byKey.values()], alive: new Set(alive.map(({ item }) => keyOf(item))).size };
}

function holeOf(stop: Stop): Confirmed['stop'] {
  const hole = stopped(stop, true);
  return { ...hole, reason: `some absences could not be confirmed: ${hole.reason}` };
}
