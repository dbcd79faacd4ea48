import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import type { Context } from 'aws-lambda';
import { type DurableEngine, durableEngine } from '#adapters/engine/durable.ts';
import type { Engine } from '#scan/ports.ts';
import { runToItsEnd, startExecution } from '#test/builders/durable-service.ts';
import { instant, NIGHT } from '#test/builders/items.ts';

const IN_AN_HOUR = instant('2026-11-22T03:00:00Z');

type Work = (engine: Engine, ask: () => Promise<void>) => Promise<unknown>;

describe('the durable engine, by the official test runner', () => {
  beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
  afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());

  async function run(work: Work) {
    const handlerFunction = withDurableExecution(async (_event, context) => {
      const { awsRequestId: id } = context.lambdaContext;
      const usage = () => ({ requests: 0, notModified: 0, waitedSeconds: 0 });
      const invocation = { id, now: () => new Date(NIGHT), remaining: () => 900_000, usage };
      return work(durableEngine(context, invocation), async () => {});
    });
    return new LocalDurableTestRunner({ handlerFunction }).run({ payload: {} });
  }

  it('runs a step once although a wait of an hour ends the invocation', async () => {
    const ran: string[] = [];
    const execution = await run(async (engine) => {
      const one = await engine.step('one', async () => ran.push('one'));
      const waited = await engine.waitUntil(IN_AN_HOUR, 'the rate limit is spent');
      const two = await engine.step('two', async () => ran.push('two'));
      return { one, waited, two };
    });
    expect(execution.getStatus()).toBe('SUCCEEDED');
    expect(execution.getResult()).toEqual({ one: 1, waited: 3_600, two: 2 });
    expect(execution.getInvocations()).toHaveLength(2);
    expect(execution.getOperations().map((operation) => operation.getName())).toEqual([
      'one',
      'the rate limit is spent',
      'two',
    ]);
    expect(ran).toEqual(['one', 'two']);
  });

  it('tries a step again that failed by chance', async () => {
    let tries = 0;
    const execution = await run((engine) =>
      engine.step('shaky', async () => {
        tries += 1;
        if (tries < 3) throw new Error('reset by peer');
        return tries;
      }),
    );
    expect(execution.getResult()).toBe(3);
  });

  it('ends with the words of the error where no try helps', async () => {
    let tries = 0;
    const execution = await run((engine) =>
      engine.forEach('each', ['one'], (_item, own) =>
        own.step('refused', async () => {
          tries += 1;
          throw Object.assign(new Error('The App is not installed on acme.'), { problem: 'not-installed' });
        }),
      ),
    );
    expect(execution.getStatus()).toBe('FAILED');
    expect(execution.getError().errorMessage).toContain('The App is not installed on acme.');
    expect(tries).toBe(1);
  });
});

describe('the durable engine, on a clock of ours', () => {
  async function run(work: Work, left = 900_000) {
    const execution = startExecution('execution', {});
    const clock = { now: Date.parse(NIGHT) };
    const requests: number[] = [];
    let invocation = 0;
    const { output, invocations } = await runToItsEnd(execution, clock, async (input) => {
      let asked = 0;
      invocation += 1;
      const id = `invocation-${invocation}`;
      const handler = withDurableExecution(
        async (_event, context) => {
          const engine: DurableEngine = durableEngine(context, {
            id,
            now: () => new Date(clock.now),
            remaining: () => left,
            usage: () => ({ requests: asked, notModified: 0, waitedSeconds: 0 }),
          });
          const result = await work(engine, async () => {
            asked += 1;
          });
          requests.push(engine.usage().requests);
          return result ?? null;
        },
        {
          durableExecutionClient: {
            checkpoint: async (request) => execution.checkpoint(request, clock.now),
            getExecutionState: async () => ({ Operations: [] }),
          },
        },
      );
      return handler(input, { awsRequestId: id, getRemainingTimeInMillis: () => left } as Context);
    });
    const waits = execution.updates.flatMap(({ WaitOptions }) => WaitOptions?.WaitSeconds ?? []);
    return { output, invocations, waits, requests: requests.at(-1), took: clock.now - Date.parse(NIGHT) };
  }

  it('waits as long as it was after the step before, and says the same when it is replayed', async () => {
    const told: number[] = [];
    const done = await run(async (engine) => {
      await engine.step('one', async () => null);
      told.push(await engine.waitUntil(IN_AN_HOUR, 'first'));
      await engine.step('two', async () => null);
      told.push(await engine.waitUntil(IN_AN_HOUR, 'has passed'));
    });
    expect(done).toMatchObject({ invocations: 3, waits: [3_600, 1], took: 3_601_000 });
    expect(told).toEqual([3_600, 3_600, 1]);
  });

  it('can wait before its first step', async () => {
    const done = await run((engine) => engine.waitUntil(IN_AN_HOUR, 'at once'));
    expect(done).toMatchObject({ waits: [3_600], output: { Status: 'SUCCEEDED', Result: '3600' } });
  });

  it('lets the others go on while one waits', async () => {
    const ran: string[] = [];
    const done = await run((engine) =>
      engine.forEach('both', ['limited', 'calm'], async (item, own) => {
        await own.step(`${item} 1`, async () => ran.push(`${item} 1`));
        if (item === 'limited') await own.waitUntil(IN_AN_HOUR, 'limited waits');
        await own.step(`${item} 2`, async () => ran.push(`${item} 2`));
        return item;
      }),
    );
    expect(done).toMatchObject({ invocations: 2, waits: [3_600], output: { Result: '["limited","calm"]' } });
    expect(ran.slice(2)).toEqual(['calm 2', 'limited 2']);
  });

  it('counts what all invocations asked, each once', async () => {
    const done = await run(async (engine, ask) => {
      await engine.step('one', ask);
      await engine.step('two', ask);
      await engine.waitUntil(IN_AN_HOUR, 'wait');
      await engine.step('three', ask);
    });
    expect(done).toMatchObject({ invocations: 2, requests: 3 });
  });

  it('begins a fresh invocation where this one has no time left for another step', async () => {
    const work: Work = async (engine) => {
      for (const name of ['one', 'two']) await engine.step(name, async () => name);
    };
    expect(await run(work, 599_999)).toMatchObject({ invocations: 3, waits: [30, 30] });
    expect(await run(work, 600_000)).toMatchObject({ invocations: 1, waits: [] });
  });
});
