import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import type { Context } from 'aws-lambda';
import { durableEngine } from '#adapters/engine/durable.ts';
import { plusDays } from '#core/instant.ts';
import { loadSnapshot } from '#scan/load-snapshot.ts';
import type { Engine } from '#scan/ports.ts';
import { commitScan, runScan } from '#scan/run-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { type Execution, runToItsEnd, startExecution } from '#test/builders/durable-service.ts';
import { fineGrainedToken, instant, NIGHT, person, repository } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { ACME, instantEngine, scanInput } from '#test/builders/scan-input.ts';
import { type Night, scriptedGitHub } from '#test/builders/scripted-github.ts';

const SECOND_NIGHT = plusDays(NIGHT, 1);
const tokens = [1, 2, 3, 4, 5, 6].map((id) =>
  fineGrainedToken({ id: String(id), repositorySelection: 'subset' }),
);
const changed = fineGrainedToken({ id: '1', repositorySelection: 'subset', expiresAt: 'never' });
const people = [person()];
const spent = {
  kind: 'wait',
  until: instant('2026-11-23T03:00:00Z'),
  reason: 'the rate limit is spent',
} as const;

const firstNight: Night = { lists: { 'fine-grained-tokens': { items: tokens }, people: { items: people } } };

/** A night with everything in it: a wait, tokens that went, one that the list hid, and a source that is refused. */
const secondNight = (): Night => ({
  lists: {
    'fine-grained-tokens': {
      items: [changed, ...tokens.slice(1, 2)],
      hidden: tokens.slice(2, 3),
      wait: spent,
      confirmStop: spent,
    },
    people: {
      stop: { kind: 'refused', reason: 'a permission is missing', missingPermission: 'members=read' },
    },
  },
  repositories: () => ({ kind: 'read', repositories: [repository({ id: 77 })], pages: 1 }),
});

/** A store that has seen the first night. */
async function prepared() {
  const memory = await memoryStore();
  await runScan(scanInput({ store: memory.store, github: scriptedGitHub(firstNight) }));
  return memory;
}

/** The second night, step by step. `ran` is every step that began, in order. */
function scanSteps(store: Store) {
  const github = scriptedGitHub(secondNight());
  const ran: string[] = [];
  const watched = (engine: Engine): Engine => ({
    waitUntil: engine.waitUntil,
    step: (name, work) =>
      engine.step(name, () => {
        ran.push(name);
        return work();
      }),
    forEach: (name, items, work) => engine.forEach(name, items, (item, own) => work(item, watched(own))),
  });
  const scan = (engine: Engine) =>
    commitScan(
      scanInput({ store, github, scan: SECOND_NIGHT, engine: watched(engine), holder: 'execution' }),
    );
  return { ran, scan };
}

/** Everything the scan left behind, without what it cost. */
async function endState(store: Store) {
  const record = await store.scanAt(ACME, SECOND_NIGHT);
  if (record === null) throw new Error('The scan was not committed.');
  const { usage: _cost, ...said } = record;
  return {
    said,
    head: (await store.head(ACME))?.id,
    snapshot: [...(await loadSnapshot(store, record))],
    changes: await store.changes(ACME, SECOND_NIGHT),
    transitions: await store.transitions(ACME, SECOND_NIGHT),
    findings: await store.findings(ACME, ['open', 'waived', 'resolved']),
    owned: await store.ownedBy('octocat'),
  };
}

/** Runs the second night as a durable execution. */
async function runDurably(store: Store) {
  const { ran, scan } = scanSteps(store);
  const execution: Execution = startExecution('arn:execution', {});
  const clock = { now: Date.parse(SECOND_NIGHT) };
  const handler = withDurableExecution(
    (_event, context) =>
      scan(
        durableEngine(context, {
          id: 'invocation',
          now: () => new Date(clock.now),
          remaining: () => 900_000,
          usage: () => ({ requests: 0, notModified: 0, waitedSeconds: 0 }),
        }),
      ),
    {
      durableExecutionClient: {
        checkpoint: async (request) => execution.checkpoint(request, clock.now),
        getExecutionState: async () => ({ Operations: [] }),
      },
    },
  );
  const context = { awsRequestId: 'invocation', getRemainingTimeInMillis: () => 900_000 } as Context;
  const { output, invocations } = await runToItsEnd(execution, clock, (input) => handler(input, context));
  return { ran, output, invocations, execution };
}

let undisturbed: Awaited<ReturnType<typeof endState>>;
beforeAll(async () => {
  const memory = await prepared();
  const { scan } = scanSteps(memory.store);
  await scan(instantEngine());
  undisturbed = await endState(memory.store);
  await memory.close();
});

describe('a scan as a durable execution', () => {
  it('comes to the same end as on a laptop, waits without an invocation, and checkpoints little', async () => {
    const { again, close, store } = await prepared();
    const { execution, invocations, output, ran } = await runDurably(store);
    expect(output).toMatchObject({ Status: 'SUCCEEDED', Result: '"committed"' });
    expect(await endState(again())).toEqual(undisturbed);
    expect(ran).toHaveLength(new Set(ran).size);
    const waits = execution.updates.flatMap(({ WaitOptions }) => WaitOptions?.WaitSeconds ?? []);
    expect(waits).toEqual([3_600, 1]);
    expect(invocations).toBe(3);
    const results = execution.updates.map(({ Payload = '' }) => Payload.length);
    expect(Math.max(...results)).toBeLessThan(2_000);
    await close();
  });
});
