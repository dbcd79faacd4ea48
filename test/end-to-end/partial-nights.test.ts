import type { Fault, Mishap } from '#simulator/faults.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { createWorld } from '#simulator/world.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { simulatedScan } from './simulated-scan.ts';

const FIRST = '2026-10-20T02:00:00Z';
const SECOND = '2026-10-21T02:00:00Z';
const TOKENS = /\/personal-access-tokens$/;
const ALWAYS = Number.POSITIVE_INFINITY;

let simulator: Simulator;
let memory: Awaited<ReturnType<typeof memoryStore>>;
beforeEach(async () => {
  const world = createWorld({
    seed: 'partial',
    startsAt: FIRST,
    lifeRate: 0,
    organisations: [
      { login: 'acme', size: { fineGrainedTokens: 250, subsetShare: 0.05, members: 10, repositories: 5 } },
    ],
  });
  simulator = await startSimulator({ world });
  memory = await memoryStore();
});
afterEach(async () => {
  await memory.close();
  await simulator.close();
});

const scan = (at: string) => simulatedScan(simulator, memory.store, at);
const readingOf = ({ record }: Awaited<ReturnType<typeof scan>>, source = 'fine-grained-tokens') =>
  record.sources.find((reading) => reading.source === source);
const refusal: Mishap = {
  kind: 'status',
  status: 403,
  headers: { 'x-accepted-github-permissions': 'organization_personal_access_tokens=read' },
  body: { message: 'Resource not accessible by integration' },
};

describe('a night on which GitHub does not show everything', () => {
  it.each<[string, Omit<Fault, 'times'>, string, string]>([
    [
      'refuses in the middle of paging',
      { after: 1, do: refusal },
      'partial',
      'organization_personal_access_tokens=read',
    ],
    ['refuses the first page', { do: refusal }, 'refused', 'organization_personal_access_tokens=read'],
    ['cuts its JSON', { after: 1, do: { kind: 'cut-json' } }, 'partial', 'JSON cut off'],
    ['is cut by the network', { after: 1, do: { kind: 'truncate' } }, 'partial', 'no whole answer'],
    ['resets the connection', { after: 1, do: { kind: 'reset' } }, 'partial', 'no whole answer'],
    ['is hidden by a proxy', { after: 1, do: { kind: 'html', status: 200 } }, 'partial', 'web page'],
    ['repeats a page', { on: { page: 2 }, do: { kind: 'repeat-page' } }, 'partial', 'same items'],
    ['answers 502 for good', { after: 1, do: { kind: 'status', status: 502 } }, 'partial', '502'],
    ['gives a field of another type', { do: { kind: 'bad-item' } }, 'partial', 'could not be understood'],
  ])(
    'GitHub %s: the scan is partial, says so, and nothing is gone or counted lower',
    async (_, fault, status, words) => {
      const first = await scan(FIRST);
      simulator.faults.add({ ...fault, on: { path: TOKENS, ...fault.on }, times: ALWAYS });
      const second = await scan(SECOND);
      expect(second.record).toMatchObject({
        status: 'partial',
        counts: { 'fine-grained-token': 250 },
        changes: { gone: 0 },
      });
      expect(readingOf(second)).toMatchObject({
        status,
        reason: expect.stringContaining(words),
        lastComplete: FIRST,
      });
      expect(second.transitions.filter(({ kind }) => kind === 'resolved')).toEqual([]);
      expect([...second.snapshot.keys()].toSorted()).toEqual([...first.snapshot.keys()].toSorted());
    },
  );

  it.each<[string, Mishap, string]>([
    [
      'a Link header that leads far beyond the end',
      { kind: 'loop-link', to: 'beyond' },
      'there was nothing there',
    ],
    ['a page that repeats', { kind: 'repeat-page' }, 'same items'],
  ])(
    '%s on the first night ends the list with its reason, not the patience of whoever waits',
    async (_, mishap, words) => {
      simulator.faults.add({ on: { path: TOKENS }, times: ALWAYS, do: mishap });
      const first = await scan(FIRST);
      expect(first.record.status).toBe('partial');
      expect(readingOf(first)).toMatchObject({ status: 'partial', reason: expect.stringContaining(words) });
      expect(simulator.requests.length).toBeLessThan(60);
    },
  );

  it('a hiccup that passes is tried again, and the night is complete', async () => {
    for (const kind of ['reset', 'truncate', 'cut-json'] as const) {
      simulator.faults.add({ on: { path: TOKENS }, do: { kind } });
    }
    simulator.faults.add({ on: { path: /\/keys$/ }, times: 2, do: { kind: 'status', status: 503 } });
    expect((await scan(FIRST)).record).toMatchObject({
      status: 'complete',
      counts: { 'fine-grained-token': 250 },
    });
  });

  it('SAML that was there and is gone leaves a hole, not zero classic tokens', async () => {
    const first = await scan(FIRST);
    simulator.world.organisation('acme').saml = false;
    const second = await scan(SECOND);
    expect(second.record.status).toBe('partial');
    expect(readingOf(second, 'sso-credentials')).toMatchObject({
      status: 'unavailable',
      lastComplete: FIRST,
    });
    expect(second.record.counts['classic-token']).toBe(first.record.counts['classic-token']);
  });

  it('a spent limit is waited for, and the night is complete', async () => {
    simulator.faults.add({
      on: { path: TOKENS },
      after: 1,
      do: { kind: 'rate-limit', secondsUntilReset: 2 },
    });
    simulator.faults.add({
      on: { path: /\/personal-access-tokens\/\d+\/repositories$/ },
      after: 3,
      do: { kind: 'secondary-limit', retryAfterSeconds: 1, status: 429 },
    });
    const { record } = await scan(FIRST);
    expect(record).toMatchObject({ status: 'complete', counts: { 'fine-grained-token': 250 } });
    expect(record.usage.waitedSeconds).toBeGreaterThan(0);
  });

  it('permissions taken away one by one are named one by one', async () => {
    const { app } = simulator.world.organisation('acme');
    if (app === null) throw new Error('The App is not installed.');
    for (const key of Object.keys(app.permissions)) if (key !== 'metadata') delete app.permissions[key];
    const { record } = await scan(FIRST);
    expect(record.status).toBe('partial');
    const missing = Object.fromEntries(
      record.sources.map((reading) => [reading.source, reading.missingPermission]),
    );
    expect(missing).toMatchObject({
      'fine-grained-tokens': 'organization_personal_access_tokens=read',
      'token-requests': 'organization_personal_access_token_requests=read',
      'sso-credentials': 'organization_administration=read',
      'app-installations': 'organization_administration=read',
    });
    expect(record.sources.find(({ source }) => source === 'deploy-keys')?.status).not.toBe('complete');
    expect(Object.entries(record.counts).filter(([, count]) => count === 0)).toEqual([]);
  });
});
