import type { InventoryItem } from '#core/credential.ts';
import { keyOf } from '#core/credential.ts';
import type { ListingSource } from '#core/reading.ts';
import type { Confirmation, Stop, Wait } from '#scan/ports.ts';
import type { PagedList } from './list-page.ts';
import type { Asking } from './list-source.ts';
import { failed, notUnderstood, outcomeOf } from './outcome.ts';
import { readList, startList } from './paged-list.ts';
import { SUBJECTS } from './subject.ts';

/** All of a list at once: for lists that are short because of what was asked. */
export async function readWholeList<Item extends InventoryItem>(
  { client, access }: Asking,
  name: ListingSource,
  list: PagedList<Item>,
  signal: AbortSignal,
): Promise<{ readonly items: readonly Item[]; readonly stop: Stop | Wait | null }> {
  const options = { signal, requestBudget: Number.POSITIVE_INFINITY };
  const { items, state, end } = await readList(client, list, startList(list, null), options);
  if (end.kind === 'trouble') return { items, stop: outcomeOf(end.trouble, SUBJECTS[name], access) };
  if (end.kind === 'problem') return { items, stop: failed(end.reason) };
  return { items, stop: state.unreadable === null ? null : notUnderstood(state.unreadable) };
}

/** Those of `absent` that are among `found`, as they are now. */
export function aliveOf(
  absent: readonly InventoryItem[],
  found: readonly InventoryItem[],
): readonly InventoryItem[] {
  const asked = new Set(absent.map(keyOf));
  return found.filter((item) => asked.has(keyOf(item)));
}

export function confirmation(alive: readonly InventoryItem[], stop: Stop | Wait | null): Confirmation {
  return { alive, next: stop ?? { kind: 'done' } };
}
