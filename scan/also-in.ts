import { type ClassicToken, type ItemKey, keyOf, type OrgLogin } from '#core/credential.ts';
import type { Snapshot } from '#core/snapshot.ts';
import type { Store } from './store-port.ts';

/** Owners asked for at the same time. */
const WIDTH = 16;

/**
 * Which other organisations have the classic tokens of this one, as far as their last scans are in the store: the
 * same token has the same id in each. One Query for each owner of classic tokens.
 */
export async function alsoIn(
  store: Pick<Store, 'ownedBy'>,
  org: OrgLogin,
  snapshot: Snapshot,
): Promise<Map<ItemKey, readonly OrgLogin[]>> {
  const tokens = [...snapshot.values()].flatMap(({ item }) =>
    item.kind === 'classic-token' && item.stableId ? [item] : [],
  );
  const byOwner = [...Map.groupBy(tokens, ({ owner }) => owner?.login ?? null)];
  const found = new Map<ItemKey, readonly OrgLogin[]>();
  for (let from = 0; from < byOwner.length; from += WIDTH) {
    await Promise.all(
      byOwner.slice(from, from + WIDTH).map(async ([login, own]) => {
        if (login === null) return;
        for (const [key, orgs] of await elsewhere(store, org, { login, own })) found.set(key, orgs);
      }),
    );
  }
  return found;
}

async function elsewhere(
  store: Pick<Store, 'ownedBy'>,
  org: OrgLogin,
  { login, own }: { readonly login: string; readonly own: readonly ClassicToken[] },
): Promise<[ItemKey, OrgLogin[]][]> {
  const owned = await store.ownedBy(login);
  return own.flatMap((token): [ItemKey, OrgLogin[]][] => {
    const key = keyOf(token);
    const others = owned.filter(
      (each) => each.org.toLowerCase() !== org.toLowerCase() && keyOf(each.item) === key,
    );
    return others.length === 0 ? [] : [[key, others.map((each) => each.org).toSorted()]];
  });
}
