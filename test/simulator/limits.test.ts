import type { Simulator } from '#simulator/simulator.ts';
import { asInstallation, type Client, client, type Reply } from './client.ts';
import { start, stopAll } from './start.ts';

let simulator: Simulator;
let installation: Client;

beforeEach(async () => {
  simulator = await start([{ login: 'acme' }, { login: 'other' }]);
  installation = await asInstallation(simulator);
});
afterEach(stopAll);

const MEMBERS = '/orgs/acme/members';
const remaining = ({ headers }: Reply) => Number(headers.get('x-ratelimit-remaining'));

describe('conditional requests', () => {
  it('an unchanged list is answered 304, without a body and without a cost', async () => {
    const first = await installation.get(MEMBERS);
    const again = await installation.get(MEMBERS, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expect(again.body).toBeUndefined();
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(remaining(again)).toBe(remaining(first));
  });

  it('a changed list is answered whole, under another ETag', async () => {
    const first = await installation.get(MEMBERS);
    simulator.world
      .organisation('acme')
      .removeMember(simulator.world.organisation('acme').members[0]?.user.login ?? '');
    const again = await installation.get(MEMBERS, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(200);
    expect(again.headers.get('etag')).not.toBe(first.headers.get('etag'));
    expect(remaining(again)).toBe(remaining(first) - 1);
  });

  it('ETags are weak, and each page has its own', async () => {
    const tags = await Promise.all(
      [1, 2].map(async (page) =>
        (await installation.get(`${MEMBERS}?per_page=5&page=${page}`)).headers.get('etag'),
      ),
    );
    expect(tags[0]).toMatch(/^W\/"[\da-f]{64}"$/);
    expect(tags[0]).not.toBe(tags[1]);
  });
});

describe('the primary limit', () => {
  it('refuses with 403 when it is spent, and names the second from which it holds no more', async () => {
    simulator.settings.primaryLimit = 2;
    const replies = [
      await installation.get(MEMBERS),
      await installation.get(MEMBERS),
      await installation.get(MEMBERS),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 403]);
    const { headers, body } = replies[2] ?? replies[0] ?? (await installation.get(MEMBERS));
    expect(body).toMatchObject({
      message: expect.stringContaining('API rate limit exceeded for installation ID'),
    });
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    expect(Number(headers.get('x-ratelimit-reset')) * 1_000).toBeGreaterThan(Date.now());
  });

  it('is counted for each installation by itself, and given back after its window', async () => {
    Object.assign(simulator.settings, { primaryLimit: 1, limitWindowSeconds: 1 });
    const other = await asInstallation(simulator, 'other');
    expect((await installation.get(MEMBERS)).status).toBe(200);
    expect((await other.get('/orgs/other/members')).status).toBe(200);
    expect((await installation.get(MEMBERS)).status).toBe(403);
    simulator.settings.clockSkewSeconds = 10;
    expect((await installation.get(MEMBERS)).status).toBe(200);
  });

  it('is not touched by looking at it', async () => {
    await installation.get(MEMBERS);
    await installation.get('/rate_limit');
    const { body } = await installation.get('/rate_limit');
    expect(body).toMatchObject({ resources: { core: { limit: 15_000, used: 1, remaining: 14_999 } } });
  });

  it('of GraphQL is another, and refuses with HTTP 200', async () => {
    simulator.settings.graphqlLimit = 1;
    const ask = () => installation.send('POST', '/graphql', { query: '{ rateLimit { remaining } }' });
    expect((await ask()).body).toEqual({ data: { rateLimit: { remaining: 0 } } });
    const refused = await ask();
    expect(refused.status).toBe(200);
    expect(refused.body).toMatchObject({ errors: [{ type: 'RATE_LIMITED' }] });
    expect((await installation.get(MEMBERS)).status).toBe(200);
  });

  it('is 60 for those without a name', async () => {
    const reply = await client(simulator, null).get('/meta');
    expect(reply.headers.get('x-ratelimit-limit')).toBe('60');
  });
});

describe('the secondary limit', () => {
  it.each([403, 429] as const)(
    'refuses with %i above so many points a minute, and says for how long',
    async (status) => {
      simulator.settings.secondaryLimit = { pointsPerMinute: 2, status, retryAfterSeconds: 9 };
      const replies = [
        await installation.get(MEMBERS),
        await installation.get(MEMBERS),
        await installation.get(MEMBERS),
      ];
      expect(replies.map((reply) => reply.status)).toEqual([200, 200, status]);
      expect(replies[2]?.headers.get('retry-after')).toBe('9');
      expect(replies[2]?.body).toMatchObject({ message: expect.stringContaining('secondary rate limit') });
      expect(remaining(replies[2] as Reply)).toBeGreaterThan(0);
    },
  );
});

it('every answer says which version it is, and which request', async () => {
  const { headers } = await installation.get('/rate_limit', { 'x-github-api-version': '2026-03-10' });
  expect(headers.get('x-github-api-version-selected')).toBe('2026-03-10');
  expect(headers.get('x-github-request-id')).toMatch(/^[\dA-F:]+$/);
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
});
