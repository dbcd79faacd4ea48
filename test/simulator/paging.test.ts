import fc from 'fast-check';
import { type Page, pageOf } from '#simulator/http/paging.ts';
import type { Simulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { asInstallation, type Client, everyItem } from './client.ts';
import { start, stopAll } from './start.ts';

interface Item {
  readonly id: number;
  readonly token_id: number;
}

const LIST = '/orgs/acme/personal-access-tokens';
let simulator: Simulator;
let installation: Client;

async function startWithTokens(count: number): Promise<void> {
  simulator = await start([{ login: 'acme', size: EMPTY }]);
  installation = await asInstallation(simulator);
  const acme = simulator.world.organisation('acme');
  for (let made = 0; made < count; made += 1) acme.addToken({ owner: 'ada' });
}

afterEach(stopAll);

const tokenIds = (items: readonly Item[]) => items.map(({ token_id: id }) => id);
const listed = () => simulator.world.organisation('acme').fineGrainedTokens.map(({ tokenId }) => tokenId);

describe('a list that stands still', () => {
  it.each([
    ['/orgs/acme/personal-access-tokens', 7, 100],
    ['/orgs/acme/personal-access-token-requests', 2, 6],
    ['/orgs/acme/credential-authorizations', 10, 64],
    ['/orgs/acme/members', 11, 40],
    ['/orgs/acme/outside_collaborators', 2, 5],
  ])('%s gives every item once to who follows the links %i at a time', async (path, size, count) => {
    simulator = await start([{ login: 'acme', size: { fineGrainedTokens: 100 } }]);
    installation = await asInstallation(simulator);
    const items = await everyItem<object>(installation, `${path}?per_page=${size}`);
    expect(new Set(items.map((item) => JSON.stringify(item))).size).toBe(count);
    expect(items).toHaveLength(count);
    expect(simulator.requests.filter((request) => request.path === path)).toHaveLength(
      Math.ceil(count / size),
    );
  });

  it('is given newest first, and the other way round on request', async () => {
    await startWithTokens(5);
    const newestFirst = await everyItem<Item>(installation, `${LIST}?per_page=2`);
    const oldestFirst = await everyItem<Item>(installation, `${LIST}?per_page=2&direction=asc`);
    expect(tokenIds(oldestFirst)).toEqual(listed());
    expect(tokenIds(newestFirst)).toEqual(listed().toReversed());
  });

  it.each([
    ['per_page=1000', 100],
    ['per_page=100', 100],
    ['per_page=0', 30],
    ['per_page=many', 30],
    ['page=-1', 30],
    ['', 30],
  ])('with "%s" gives %i items a page', async (query, count) => {
    await startWithTokens(120);
    expect((await installation.get(`${LIST}?${query}`)).body).toHaveLength(count);
  });

  it('is cut into pages that make up the whole, in either direction, whatever its length', () => {
    const lists = fc.array(fc.integer(), { maxLength: 60 });
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 120 }), fc.boolean(), (all, size, descending) => {
        const address = 'https://github.test/list';
        const items: number[] = [];
        for (let next: string | undefined = `${address}?per_page=${size}`; next !== undefined; ) {
          const page: Page<number> = pageOf(
            all,
            { query: new URL(next).searchParams },
            { address, descending },
          );
          items.push(...page.items);
          const { link = '' } = page.headers;
          next = /<([^>]+)>; rel="next"/.exec(link)?.[1];
        }
        expect(items).toEqual(descending ? all.toReversed() : all);
      }),
    );
  });
});

describe('links', () => {
  const links = async (query: string) => {
    const header = (await installation.get(`${LIST}?${query}`)).headers.get('link');
    return header?.replaceAll(`${simulator.url}/organizations/9001/personal-access-tokens`, '');
  };

  it.each([
    ['on the first page', 'per_page=2', '<?per_page=2&page=2>; rel="next", <?per_page=2&page=3>; rel="last"'],
    [
      'in the middle',
      'page=2&per_page=2&direction=asc',
      '<?page=1&per_page=2&direction=asc>; rel="prev", <?page=3&per_page=2&direction=asc>; rel="next", <?page=3&per_page=2&direction=asc>; rel="last", <?page=1&per_page=2&direction=asc>; rel="first"',
    ],
    [
      'on the last page',
      'per_page=2&page=3',
      '<?per_page=2&page=2>; rel="prev", <?per_page=2&page=1>; rel="first"',
    ],
    [
      'past the end',
      'per_page=2&page=9',
      '<?per_page=2&page=3>; rel="prev", <?per_page=2&page=3>; rel="last", <?per_page=2&page=1>; rel="first"',
    ],
    ['where one page is all there is', 'per_page=5', undefined],
  ])('%s are those that GitHub writes', async (_, query, expected) => {
    await startWithTokens(5);
    expect(await links(query)).toBe(expected);
  });

  it('keep filters, lists of them too', async () => {
    await startWithTokens(5);
    const [first, second] = listed();
    const query = `token_id[]=${first}&token_id[]=${second}&per_page=1`;
    const next = (await installation.get(`${LIST}?${query}`)).link('next');
    expect(new URL(next ?? '').searchParams.getAll('token_id[]')).toEqual([`${first}`, `${second}`]);
    expect((await installation.get(next ?? '')).body).toHaveLength(1);
  });
});

describe('a list that moves while it is read', () => {
  const onSecondPage = (change: () => void) =>
    simulator.onRequest(({ path, query }) => {
      if (path === LIST && query.get('page') === '2') change();
    });

  it('hides a token that slid to a page already read, when an older one was revoked', async () => {
    await startWithTokens(6);
    const before = listed();
    onSecondPage(() => simulator.world.organisation('acme').revokeToken(before[0] ?? 0));
    const seen = tokenIds(await everyItem<Item>(installation, `${LIST}?per_page=2&direction=asc`));
    expect(seen).toEqual(before.filter((id) => id !== before[2]));
  });

  it('gives a token twice, newest first, when a new one came in between', async () => {
    await startWithTokens(4);
    onSecondPage(() => simulator.world.organisation('acme').addToken({ owner: 'ada' }));
    const seen = tokenIds(await everyItem<Item>(installation, `${LIST}?per_page=2`));
    expect(new Set(seen).size).toBe(seen.length - 1);
  });
});
