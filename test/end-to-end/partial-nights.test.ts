import { type Instant, plusDays, plusSeconds } from '#core/instant.ts';
import type { Fault, Mishap } from '#simulator/faults.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { createWorld } from '#simulator/world.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { simulatedScan } from './simulated-scan.ts';

const FIRST = '2026-10-20T02:00:00Z' as Instant;
const SECOND = plusDays(FIRST, 1);
/** Two pages of a list. */
const TOKENS_THERE = 130;
const TOKENS = /\/personal-access-tokens$/;
const ALWAYS = Number.POSITIVE_INFINITY;

interface Place {
  readonly simulator: Simulator;
  readonly memory: Awaited<ReturnType<typeof memoryStore>>;
}

async function place(): Promise<Place> {
  const world = createWorld({
    seed: 'partial',
    startsAt: FIRST,
    lifeRate: 0,
    organisations: [
      {
        login: 'acme',
        size: { fineGrainedTokens: TOKENS_THERE, subsetShare: 0.05, members: 10, repositories: 5 },
      },
    ],
  });
  return { simulator: await startSimulator({ world }), memory: await memoryStore() };
}

async function leave({ memory, simulator }: Place): Promise<void> {
  await memory.close();
  await simulator.close();
}

const scanAt = ({ memory: { store }, simulator }: Place, at: string) =>
  simulatedScan({ simulator, store, at });
type Scan = Awaited<ReturnType<typeof scanAt>>;
const readingOf = ({ record }: Scan, source = 'fine-grained-tokens') =>
  record.sources.find((reading) => reading.source === source);
const refusal: Mishap = {
  kind: 'status',
  status: 403,
  headers: { 'x-accepted-github-permissions': 'organization_personal_access_tokens=read' },
  body: { message: 'Resource not accessible by integration' },
};

describe('a night on which GitHub does not show everything, after one on which it did', () => {
  let here: Place;
  let first: Scan;
  /** Hour after hour: what one fault hid, the next may not take for gone either. */
  let hours = 0;
  beforeAll(async () => {
    here = await place();
    first = await scanAt(here, FIRST);
  });
  afterAll(() => leave(here));

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
      const { faults } = here.simulator;
      faults.clear();
      faults.add({ ...fault, on: { path: TOKENS, ...fault.on }, times: ALWAYS });
      hours += 1;
      const second = await scanAt(here, plusSeconds(FIRST, hours * 3_600));
      expect(second.record).toMatchObject({
        status: 'partial',
        counts: { 'fine-grained-token': TOKENS_THERE },
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
});

describe('a night on which GitHub does not show everything', () => {
  let here: Place;
  let simulator: Simulator;
  beforeEach(async () => {
    here = await place();
    ({ simulator } = here);
  });
  afterEach(() => leave(here));
  const scan = (at: string) => scanAt(here, at);

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
      counts: { 'fine-grained-token': TOKENS_THERE },
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
    expect(record).toMatchObject({ status: 'complete', counts: { 'fine-grained-token': TOKENS_THERE } });
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
