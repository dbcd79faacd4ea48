import type { FineGrainedToken, InventoryItem, TokenRequest } from '#core/credential.ts';
import type { ListingSource } from '#core/reading.ts';
import type { Confirmation } from '#scan/ports.ts';
import { aliveOf, confirmation, readWholeList } from './confirm-list.ts';
import type { PagedList } from './list-page.ts';
import type { Asking } from './list-source.ts';
import { failed } from './outcome.ts';

/** GitHub takes so many `token_id[]` in one request. */
export const TOKEN_IDS_AT_ONCE = 50;

interface Question {
  readonly absent: readonly InventoryItem[];
  readonly tokenIdOf: (item: InventoryItem) => string;
  readonly signal: AbortSignal;
}

/** Asks for these very tokens, or the requests for them, again. */
export async function confirmByTokenId<Item extends FineGrainedToken | TokenRequest>(
  asking: Asking,
  name: ListingSource,
  list: PagedList<Item>,
  { absent, tokenIdOf, signal }: Question,
): Promise<Confirmation> {
  const alive: InventoryItem[] = [];
  for (let start = 0; start < absent.length; start += TOKEN_IDS_AT_ONCE) {
    const some = absent.slice(start, start + TOKEN_IDS_AT_ONCE);
    const ids = new Set(some.map(tokenIdOf));
    const query = [...ids].map((id): [string, string] => ['token_id[]', id]);
    const { items, stop } = await readWholeList(asking, name, { ...list, query }, signal);
    alive.push(...aliveOf(some, items));
    if (stop !== null) return confirmation(alive, stop);
    if (items.some((item) => !ids.has(tokenIdOf(item)))) {
      return confirmation(
        alive,
        failed('this server ignores the filter token_id, so no absence can be confirmed'),
      );
    }
  }
  return confirmation(alive, null);
}
