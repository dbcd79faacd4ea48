import { type InventoryItem, orgLogin } from '#core/credential.ts';
import { alsoIn } from '#scan/also-in.ts';
import { snapshotOf } from '#test/builders/facts.ts';
import { classicToken, fineGrainedToken, owner, sshKey } from '#test/builders/items.ts';

/** A store that knows these things of other organisations, and notes whose it was asked for. */
function storeOf(known: readonly [org: string, item: InventoryItem][]) {
  const asked: string[] = [];
  return {
    asked,
    async ownedBy(login: string) {
      asked.push(login);
      return known
        .filter(([, item]) => item.owner?.login === login)
        .map(([org, item]) => ({ org: orgLogin(org), item }));
    },
  };
}

const find = (store: ReturnType<typeof storeOf>, items: readonly InventoryItem[]) =>
  alsoIn(store, orgLogin('acme'), snapshotOf(items));

describe('the other organisations of a classic token', () => {
  it('are those whose last scan has the same id, in alphabetical order', async () => {
    const store = storeOf([
      ['zeta', classicToken()],
      ['acme', classicToken()],
      ['Beta', classicToken()],
      ['gamma', classicToken({ id: '2' })],
      ['gamma', sshKey({ id: '161195' })],
    ]);
    expect(await find(store, [classicToken()])).toEqual(
      new Map([['classic-token:161195', ['Beta', 'zeta']]]),
    );
  });

  it('does not take the organisation itself for another, however it is written', async () => {
    expect(await find(storeOf([['ACME', classicToken()]]), [classicToken()])).toEqual(new Map());
  });

  it('are asked for once an owner, and only where an id is good in every organisation', async () => {
    const store = storeOf([['beta', classicToken({ id: 'a7', stableId: false })]]);
    const others = Array.from({ length: 40 }, (_, id) =>
      classicToken({ id: `${id}`, owner: owner(`user-${id}`, id) }),
    );
    const found = await find(store, [
      classicToken({ id: 'a7', stableId: false, owner: owner('unstable', 99) }),
      classicToken({ id: '800' }),
      classicToken({ id: '801' }),
      classicToken({ id: '802', owner: null }),
      fineGrainedToken({ owner: owner('hubot', 2) }),
      ...others,
    ]);
    expect(found).toEqual(new Map());
    expect(store.asked.toSorted()).toEqual(
      ['octocat', ...others.map(({ owner: of }) => of?.login)].toSorted(),
    );
  });
});
