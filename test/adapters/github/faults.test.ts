import type { GitHub } from '#scan/ports.ts';
import type { Fault } from '#simulator/faults.ts';
import { ACME, closeSimulators, drain, type Simulated, simulated, sourceOf } from './simulated.ts';

const ALWAYS = Number.POSITIVE_INFINITY;
const LIST = /personal-access-tokens$/;

let acme: Simulated;
let github: GitHub;
beforeAll(async () => {
  acme = await simulated({ members: 10, fineGrainedTokens: 350 });
  github = await acme.connect(undefined, { timeoutMilliseconds: 500 }).organisation(ACME);
});
beforeEach(() => acme.simulator.faults.clear());
afterAll(closeSimulators);

const tokens = () => sourceOf(github, 'fine-grained-tokens');

describe('what passes by itself costs another request, and the reading is complete', () => {
  it.each<[string, Fault['do']]>([
    ['a server error', { kind: 'status', status: 502 }],
    ['a body that is cut by the network', { kind: 'truncate' }],
    ['half a JSON document', { kind: 'cut-json' }],
    ['a connection that is reset', { kind: 'reset' }],
    ['an answer that does not come', { kind: 'slow', milliseconds: 1_000 }],
    ["GitHub's own error page", { kind: 'html', status: 502 }],
  ])('%s', async (_, mishap) => {
    const fault = acme.simulator.faults.add({ on: { path: LIST, page: 3 }, do: mishap });
    const { items, end } = await drain(tokens(), { lastCount: 350 });
    expect(fault.struck()).toBe(1);
    expect(end).toEqual({ kind: 'end', note: null });
    expect(items).toHaveLength(350);
  });
});

describe('what does not pass ends the reading, which keeps what it has', () => {
  it.each<[string, Fault['do'], object, number]>([
    [
      '403 in the middle',
      {
        kind: 'status',
        status: 403,
        body: { message: 'Resource not accessible by integration' },
        headers: { 'x-accepted-github-permissions': 'organization_personal_access_tokens=read' },
      },
      { kind: 'refused', missingPermission: 'organization_personal_access_tokens=read' },
      150,
    ],
    [
      '404 in the middle',
      { kind: 'status', status: 404, body: { message: 'Not Found' } },
      { kind: 'unavailable' },
      150,
    ],
    [
      'a server that stays down',
      { kind: 'status', status: 503, body: { message: 'No server is available' } },
      { kind: 'failed', reason: 'GitHub answered 503, "No server is available" for fine-grained tokens' },
      150,
    ],
    [
      'JSON that stays cut',
      { kind: 'cut-json' },
      {
        kind: 'failed',
        reason: expect.stringMatching(
          /^no whole answer from 127\.0\.0\.1:\d+: JSON cut off after \d+ bytes$/,
        ),
      },
      150,
    ],
    [
      'a connection that stays reset',
      { kind: 'reset' },
      {
        kind: 'failed',
        reason: expect.stringMatching(/^no whole answer from .*: (UND_ERR_SOCKET|ECONNRESET)$/),
      },
      150,
    ],
    [
      "a proxy's page",
      { kind: 'html', status: 200 },
      { kind: 'failed', reason: expect.stringContaining('web page') },
      150,
    ],
    [
      'a page that repeats',
      { kind: 'repeat-page' },
      { kind: 'failed', reason: expect.stringContaining('same items') },
      250,
    ],
    [
      'an item of another shape',
      { kind: 'bad-item', index: 4, field: 'token_name', value: { $: 1 } },
      {
        kind: 'failed',
        reason:
          "something in GitHub's answer could not be understood: token_name is an object (page 2, item 5)",
      },
      349,
    ],
  ])('%s', async (_, mishap, end, count) => {
    // Read from the back: page 4 has 50, page 3 a hundred; page 2 is where it happens.
    acme.simulator.faults.add({ on: { path: LIST, page: 2 }, times: ALWAYS, do: mishap });
    const drained = await drain(tokens(), { lastCount: 350 });
    expect(drained.end).toMatchObject(end);
    expect(drained.items).toHaveLength(count);
  });
});

describe('a list that leads astray', () => {
  it.each<[string, Fault['do']]>([
    ['a Link header to the same page', { kind: 'loop-link', to: 'same' }],
    ['a Link header far beyond the end', { kind: 'loop-link', to: 'beyond' }],
    ['pages without items', { kind: 'empty-page' }],
  ])('ends, and is complete only with everything: %s', async (_, mishap) => {
    acme.simulator.faults.add({ on: { path: LIST }, times: ALWAYS, do: mishap });
    const before = acme.lines().length;
    const { items, end } = await drain(tokens());
    expect(acme.lines().length - before).toBeLessThan(20);
    expect(end.kind === 'end' && items.length < 350 ? 'a hole that nobody sees' : 'seen').toBe('seen');
  });
});

describe('a spent rate limit in the middle', () => {
  it.each<[string, Fault['do']]>([
    ['primary', { kind: 'rate-limit', secondsUntilReset: 600 }],
    ['secondary', { kind: 'secondary-limit', retryAfterSeconds: 60 }],
    ['secondary, as 429', { kind: 'secondary-limit', retryAfterSeconds: 60, status: 429 }],
  ])('gives what it has, when to come back and where to go on: %s', async (_, mishap) => {
    acme.simulator.faults.add({ on: { path: LIST, page: 2 }, do: mishap });
    const options = {
      requestBudget: 50,
      lastCount: 350,
      signal: new AbortController().signal,
      progress: () => undefined,
    };
    const first = await tokens().read(ACME, null, options);
    expect(first).toMatchObject({ pages: 2, next: { kind: 'wait' } });
    if (first.next.kind !== 'wait') return;
    const seconds = (Date.parse(first.next.until) - Date.now()) / 1_000;
    expect(Math.round(seconds / 10)).toBe(mishap.kind === 'rate-limit' ? 60 : 6);
    const second = await tokens().read(ACME, first.next.cursor, options);
    expect(second.next).toEqual({ kind: 'end', note: null });
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(350);
  });
});

describe('a rate limit of GraphQL in the middle of people and deploy keys', () => {
  it.each(['people', 'deploy-keys'] as const)('waits and goes on: %s', async (name) => {
    acme.simulator.faults.add({
      on: { path: /graphql/ },
      do: { kind: 'rate-limit', secondsUntilReset: 600 },
    });
    const options = {
      requestBudget: 50,
      lastCount: null,
      signal: new AbortController().signal,
      progress: () => undefined,
    };
    const first = await sourceOf(github, name).read(ACME, null, options);
    expect(first.next.kind).toBe('wait');
    if (first.next.kind !== 'wait') return;
    const second = await sourceOf(github, name).read(ACME, first.next.cursor, options);
    expect(second.next).toEqual({ kind: 'end', note: null });
  });
});

it('confirms nothing while it is refused, limited or cut off', async () => {
  const { items } = await drain(tokens());
  const ask = () => tokens().confirm(ACME, items.slice(0, 60), new AbortController().signal);
  acme.simulator.faults.add({
    on: { path: LIST },
    do: { kind: 'status', status: 403, body: { message: 'No' } },
  });
  expect((await ask()).next).toMatchObject({ kind: 'refused' });
  acme.simulator.faults.add({
    on: { path: LIST },
    after: 1,
    do: { kind: 'rate-limit', secondsUntilReset: 5 },
  });
  const limited = await ask();
  expect(limited.next).toMatchObject({ kind: 'wait' });
  expect(limited.alive).toHaveLength(50);
});

it('gives up with the reason of whoever gave up', async () => {
  acme.simulator.faults.add({ on: { path: LIST }, times: ALWAYS, do: { kind: 'slow', milliseconds: 300 } });
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('enough')), 50);
  await expect(drain(tokens(), { signal: controller.signal })).rejects.toThrow('enough');
});
