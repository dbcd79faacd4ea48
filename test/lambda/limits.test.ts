import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import type { Context } from 'aws-lambda';
import { PROJECTED_A_STEP } from '#adapters/dynamodb/project.ts';
import { durableEngine } from '#adapters/engine/durable.ts';
import type { GitHub, Source } from '#scan/ports.ts';
import { commitScan } from '#scan/run-scan.ts';
import { STAGED_A_STEP } from '#scan/stage.ts';
import { type Execution, runToItsEnd, startExecution } from '#test/builders/durable-service.ts';
import { fineGrainedToken, instant, NIGHT } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';
import { announcingWaits } from '../../lambda/announce-waits.ts';
import { startFunctions } from './local-functions.ts';

/** Of one durable execution, by Lambda's quotas. */
const MOST_OPERATIONS = 3_000;
const MOST_BYTES_OF_A_RESULT = 256 * 1_024;
const MOST_BYTES = 100 * 1_024 * 1_024;

function sizeOf({ operations, updates }: Execution) {
  const bytes = updates.map(({ Payload = '' }) => Buffer.byteLength(Payload));
  return {
    // The execution itself is none of them.
    operations: operations.size - 1,
    largest: Math.max(...bytes),
    bytes: bytes.reduce((sum, each) => sum + each, 0),
  };
}

describe('a night of 1,000 organisations', () => {
  it('stays within the limits of one execution of plan', async () => {
    // As long as GitHub lets a login be.
    const organisations = Array.from({ length: 1_000 }, (_, index) =>
      `organisation-${index}`.padEnd(39, 'x'),
    );
    const patrol = await startFunctions(['plan:live'], {
      environment: { PATROL_ORGANISATIONS: organisations.join(',') },
    });
    const { cloud } = patrol;
    const report = JSON.stringify({ outcome: 'already-committed', status: 'complete' });
    const outcomes = {
      SUCCEEDED: { Result: report },
      TIMED_OUT: { Error: { ErrorMessage: 'x'.repeat(500) } },
    };
    for (const [Status, outcome] of Object.entries(outcomes)) {
      cloud.functions.set('scan:live', async () => ({ Status, ...outcome }) as never);
      expect(await cloud.run('plan:live', { scheduled: NIGHT })).toMatchObject({ Status: 'SUCCEEDED' });
    }
    await patrol.close();
    const [well, ended] = cloud.executions
      .filter(({ name }) => name === 'plan:live')
      .map(({ execution }) => sizeOf(execution));
    // One for each organisation; the list, the map around them, and the report. Where Lambda ends every scan, one more each to
    // say so.
    expect([well?.operations, ended?.operations]).toEqual([1_000 + 3, 2 * 1_000 + 3]);
    for (const each of [well, ended]) {
      expect(each?.operations).toBeLessThan(MOST_OPERATIONS);
      expect(each?.largest).toBeLessThan(MOST_BYTES_OF_A_RESULT);
      expect(each?.bytes).toBeLessThan(MOST_BYTES);
    }
  });
});

/** A list of so many pages, of one token each: what is checkpointed knows of pages, not of what is on them. */
function pagedTokens(pages: number, waits: number): Source {
  let waited = 0;
  return {
    name: 'fine-grained-tokens',
    confirmAtOnce: 50,
    async read(_org, cursor, { requestBudget }) {
      const from = Number(cursor ?? 0);
      if (from > 0 && waited < waits) {
        waited += 1;
        const until = instant('2026-11-22T03:00:00Z');
        return {
          items: [],
          pages: 0,
          next: { kind: 'wait', until, reason: 'the rate limit is spent', cursor: `${from}` },
        };
      }
      const to = Math.min(pages, from + requestBudget);
      const items = Array.from({ length: to - from }, (_, index) =>
        fineGrainedToken({ id: `${from + index}`, repositorySelection: 'subset' }),
      );
      return {
        items,
        pages: to - from,
        next: to === pages ? { kind: 'end', note: null } : { kind: 'more', cursor: `${to}` },
      };
    },
    confirm: async () => ({ alive: [], next: { kind: 'done' } }),
  };
}

/** A first night, on which the repositories of every token are read. */
async function firstNight(pages: number, waits = 0) {
  const memory = await memoryStore();
  const scripted = scriptedGitHub({});
  const github: GitHub = {
    ...scripted,
    sources: scripted.sources.map((source) =>
      source.name === 'fine-grained-tokens' ? pagedTokens(pages, waits) : source,
    ),
  };
  const execution = startExecution('arn:execution', {});
  const clock = { now: Date.parse(NIGHT) };
  const usage = () => ({ requests: 0, notModified: 0, waitedSeconds: 0 });
  const invocation = { id: 'one', now: () => new Date(clock.now), remaining: () => 900_000, usage };
  const handler = withDurableExecution(
    (_event, context) => {
      const engine = announcingWaits(durableEngine(context, invocation), () => {});
      return commitScan(scanInput({ store: memory.store, github, engine, holder: 'one' }));
    },
    {
      durableExecutionClient: {
        checkpoint: async (request) => execution.checkpoint(request, clock.now),
        getExecutionState: async () => ({ Operations: [] }),
      },
    },
  );
  const context = { awsRequestId: 'one', getRemainingTimeInMillis: () => 900_000 } as Context;
  const { output } = await runToItsEnd(execution, clock, (input) => handler(input, context));
  expect(output).toMatchObject({ Status: 'SUCCEEDED' });
  await memory.close();
  return sizeOf(execution);
}

describe('a first night of 1,000,000 tokens in one organisation', () => {
  const PAGES_PER_STEP = 100;
  const TOKENS_PER_STEP = 1_000;

  it('stays within the limits of one execution of scan, by the law that smaller nights follow', async () => {
    const [small, large, waiting] = [await firstNight(100), await firstNight(600), await firstNight(600, 3)];
    // A step for every 100 pages of the list, and one for the repositories of every 1,000 tokens.
    const steps = (pages: number, tokens: number) =>
      Math.ceil(pages / PAGES_PER_STEP) + Math.ceil(tokens / TOKENS_PER_STEP);
    const others = small.operations - steps(100, 100);
    expect(large.operations).toBe(others + steps(600, 600));
    // A wait, the step that was told to wait, and the one that says so.
    expect(waiting.operations).toBe(large.operations + 3 * 3);

    const requests = 10_000 + 1_000_000;
    const hours = Math.ceil(requests / 15_000);
    // A change a token, and two findings; then both again, where everybody sees them.
    const items = 3 * 1_000_000;
    const written = Math.ceil(items / STAGED_A_STEP) + Math.ceil(items / PROJECTED_A_STEP);
    const million = others + steps(10_000, 1_000_000) + written + 3 * hours;
    expect(million).toBeLessThanOrEqual(MOST_OPERATIONS / 2);
    // What grows with the night is the list of pieces that the reading of a source ends with.
    const bytesOfAPiece = (large.largest - small.largest) / (600 / PAGES_PER_STEP - 1);
    const largest = small.largest + bytesOfAPiece * (10_000 / PAGES_PER_STEP);
    expect(largest).toBeLessThan(MOST_BYTES_OF_A_RESULT / 4);
    const bytesOfAStep = large.bytes / large.operations;
    expect(bytesOfAStep * million).toBeLessThan(MOST_BYTES / 10);
    process.stderr.write(
      `A million tokens on a first night: ${million} operations, about ${Math.round((bytesOfAStep * million) / 1_024)} KB, the largest result ${Math.round(largest / 1_024)} KB.\n`,
    );
  });
});
