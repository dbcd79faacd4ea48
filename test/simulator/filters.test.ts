import type { Simulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { asInstallation, type Client } from './client.ts';
import { start, stopAll } from './start.ts';

let simulator: Simulator;
let installation: Client;

beforeAll(async () => {
  simulator = await start([{ login: 'acme', size: EMPTY }]);
  installation = await asInstallation(simulator);
  const acme = simulator.world.organisation('acme');
  const [api, site] = ['api', 'site'].map((name) => acme.addRepository({ name }));
  const selected = [api, site].flatMap((each) => (each === undefined ? [] : [each]));
  acme.addToken({ owner: 'ada', tokenId: 1, name: 'old', lastUsedAt: '2026-01-01T00:00:00Z' });
  acme.addToken({ owner: 'Bo', tokenId: 2, name: 'unused', lastUsedAt: null, repositories: selected });
  acme.addToken({
    owner: 'cy',
    tokenId: 3,
    name: 'wide',
    lastUsedAt: '2026-10-01T00:00:00Z',
    repositorySelection: 'all',
    permissions: { repository: { contents: 'write' }, organization: { members: 'read' } },
  });
  acme.addTokenRequest({ owner: 'ada', tokenId: 4, name: 'asked' });
});
afterAll(stopAll);

const names = async (path: string) => {
  const { body } = await installation.get(path);
  return (body as { token_name: string }[]).map((item) => item.token_name);
};

it.each([
  ['owner[]=ADA', ['old']],
  ['owner[]=ada&owner[]=bo', ['old', 'unused']],
  ['token_id[]=2&token_id[]=3&token_id[]=99', ['unused', 'wide']],
  ['last_used_before=2026-06-01T00:00:00Z', ['old']],
  ['last_used_after=2026-06-01T02:00:00%2B02:00', ['wide']],
  ['permission=contents_read', ['old', 'unused', 'wide']],
  ['permission=contents_write', ['wide']],
  ['permission=members_read', ['wide']],
  ['permission=nonsense', []],
  ['repository=api', ['unused', 'wide']],
  ['repository=nothing', []],
  ['owner[]=ada&token_id[]=2', []],
  ['', ['old', 'unused', 'wide']],
])('tokens with ?%s are %j', async (query, expected) => {
  expect(await names(`/orgs/acme/personal-access-tokens?direction=asc&${query}`)).toEqual(expected);
});

it('requests take the same filters', async () => {
  expect(await names('/orgs/acme/personal-access-token-requests?owner[]=ada')).toEqual(['asked']);
  expect(await names('/orgs/acme/personal-access-token-requests?owner[]=bo')).toEqual([]);
});

it.each([
  'sort=name',
  'direction=down',
  'token_id=1,2',
  'owner=ada',
  'last_used_before=yesterday',
  `owner[]=${'x&owner[]='.repeat(10)}x`,
  `token_id[]=${'1&token_id[]='.repeat(50)}1`,
])('422 rather than a wrong list for ?%s', async (query) => {
  expect((await installation.get(`/orgs/acme/personal-access-tokens?${query}`)).status).toBe(422);
});

it('fifty token ids are not too many', async () => {
  const ids = Array.from({ length: 50 }, (_, index) => `token_id[]=${index}`).join('&');
  expect(await names(`/orgs/acme/personal-access-tokens?direction=asc&${ids}`)).toEqual([
    'old',
    'unused',
    'wide',
  ]);
});
