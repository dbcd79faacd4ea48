import type { Fault } from '#simulator/faults.ts';
import type { Simulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { asInstallation, type Client, type Reply } from './client.ts';
import { start, stopAll } from './start.ts';

const MEMBERS = '/orgs/acme/members';
let simulator: Simulator;
let installation: Client;

beforeAll(async () => {
  simulator = await start([{ login: 'acme', size: { ...EMPTY, members: 6 } }]);
  installation = await asInstallation(simulator);
});
afterEach(() => simulator.faults.clear());
afterAll(stopAll);

const ask = (query = '') => installation.get(`${MEMBERS}?per_page=2${query}`);
const ids = ({ body }: Reply) => (body as { id: number }[]).map(({ id }) => id);

it.each<[string, Fault['do'], (reply: Reply) => void]>([
  [
    'a status of choice',
    { kind: 'status', status: 503, headers: { 'retry-after': '3' }, body: { message: 'Unicorn' } },
    ({ status, headers, body }) => {
      expect([status, headers.get('retry-after'), body]).toEqual([503, '3', { message: 'Unicorn' }]);
    },
  ],
  [
    'a proxy’s page',
    { kind: 'html' },
    ({ status, headers, body }) => {
      expect([status, headers.get('content-type')]).toEqual([502, 'text/html']);
      expect(body).toMatch(/^<!DOCTYPE html>/);
    },
  ],
  [
    'half a JSON document',
    { kind: 'cut-json' },
    ({ status, body }) => {
      expect(status).toBe(200);
      expect(() => JSON.parse(`${body}`)).toThrow(SyntaxError);
    },
  ],
  [
    'a page without items',
    { kind: 'empty-page' },
    (reply) => expect([reply.body, reply.link('next')]).toEqual([[], expect.any(String)]),
  ],
  [
    'an item with a field of another type',
    { kind: 'bad-item', index: 1, field: 'id', value: 'seven' },
    (reply) => expect(ids(reply)).toEqual([expect.any(Number), 'seven']),
  ],
  [
    'a spent primary limit',
    { kind: 'rate-limit', secondsUntilReset: 60 },
    ({ status, headers }) => {
      expect([status, headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
      const left = Number(headers.get('x-ratelimit-reset')) - Date.now() / 1_000;
      expect(left).toBeGreaterThan(50);
      expect(left).toBeLessThan(70);
    },
  ],
  [
    'a secondary limit',
    { kind: 'secondary-limit', retryAfterSeconds: 5 },
    ({ status, headers }) => expect([status, headers.get('retry-after')]).toEqual([403, '5']),
  ],
])('%s, once, and then the right answer', async (_, mishap, check) => {
  simulator.faults.add({ on: { path: /\/members$/ }, do: mishap });
  check(await ask());
  expect(ids(await ask())).toHaveLength(2);
});

it('a slow answer is the right one', async () => {
  simulator.faults.add({ do: { kind: 'slow', milliseconds: 60 } });
  const began = performance.now();
  expect(ids(await ask())).toHaveLength(2);
  expect(performance.now() - began).toBeGreaterThan(50);
});

it.each([{ kind: 'reset' }, { kind: 'truncate' }] as const)(
  '%j ends the connection, not the simulator',
  async (mishap) => {
    simulator.faults.add({ do: mishap });
    await expect(ask()).rejects.toThrow();
    expect((await ask()).status).toBe(200);
  },
);

it('a repeated page has the items of the one before, and its own links', async () => {
  const first = await ask();
  simulator.faults.add({ on: { page: 2 }, do: { kind: 'repeat-page' } });
  const second = await ask('&page=2');
  expect(ids(second)).toEqual(ids(first));
  expect(second.link('next')).toMatch(/page=3$/);
});

it.each([
  ['same', /[?&]page=2$/],
  ['beyond', /[?&]page=99999$/],
] as const)('links that lead to "%s" do so for next and last, and leave the way back', async (to, target) => {
  simulator.faults.add({ do: { kind: 'loop-link', to } });
  const reply = await ask('&page=2');
  expect(reply.link('next')).toMatch(target);
  expect(reply.link('last')).toMatch(target);
  expect(reply.link('prev')).toMatch(/[?&]page=1$/);
});

it('an empty page of installations keeps its count', async () => {
  simulator.faults.add({ do: { kind: 'empty-page' } });
  const { body } = await installation.get('/orgs/acme/installations');
  expect(body).toEqual({ total_count: 1, installations: [] });
});

describe('a fault strikes', () => {
  const statuses = async (...queries: string[]) => {
    const found: number[] = [];
    for (const query of queries) found.push((await ask(query)).status);
    return found;
  };
  const fail: Fault['do'] = { kind: 'status', status: 500 };

  it.each<[string, Partial<Fault>, string[], number[]]>([
    ['once, unless told otherwise', {}, ['', ''], [500, 200]],
    ['as often as told', { times: 2 }, ['', '', ''], [500, 500, 200]],
    ['after so many that pass', { after: 2 }, ['', '', '', ''], [200, 200, 500, 200]],
    ['on one page only', { on: { page: 2 } }, ['', '&page=2'], [200, 500]],
    ['where a parameter has a value', { on: { query: { role: 'admin' } } }, ['', '&role=admin'], [200, 500]],
    ['on one method only', { on: { method: 'POST' } }, ['', ''], [200, 200]],
    ['on one path only', { on: { path: /outside/g } }, [''], [200]],
  ])('%s', async (_, fault, queries, expected) => {
    simulator.faults.add({ ...fault, do: fail });
    expect(await statuses(...queries)).toEqual(expected);
  });

  it('no more, once it is removed or all are cleared, and knows how often it did', async () => {
    const planted = simulator.faults.add({ times: Number.POSITIVE_INFINITY, do: fail });
    expect(await statuses('', '')).toEqual([500, 500]);
    expect(planted.struck()).toBe(2);
    planted.remove();
    simulator.faults.add({ do: fail });
    simulator.faults.clear();
    expect(await statuses('', '')).toEqual([200, 200]);
  });
});
