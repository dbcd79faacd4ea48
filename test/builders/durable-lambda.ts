import type {
  CheckpointDurableExecutionRequest,
  CheckpointDurableExecutionResponse,
  DurableExecutionInvocationInput,
  DurableExecutionInvocationOutput,
} from '@aws/durable-execution-sdk-js';
import type { Context } from 'aws-lambda';
import { type Ended, type Execution, startExecution } from './durable-service.ts';

/** Null: the sandbox died before it answered. */
export type Handler = (
  input: DurableExecutionInvocationInput,
  context: Context,
) => Promise<DurableExecutionInvocationOutput | null>;

interface Started {
  readonly name: string;
  readonly event: unknown;
  readonly execution: Execution;
  invocations: number;
  /** How it ended; null: it goes on. */
  status: string | null;
}

/** Lambda's service for durable functions: invokes, keeps what is checkpointed, lets functions invoke functions. */
export interface DurableLambda {
  /** Every execution that was started, in that order. */
  readonly executions: readonly Started[];
  /** Functions by the name they are invoked by. */
  readonly functions: Map<string, Handler>;
  /** Moves on, to what is due next, whenever everything waits. */
  readonly clock: { now: number };
  /** Invokes until the execution and all it invoked have ended; waits take no time. */
  run(name: string, event: unknown): Promise<DurableExecutionInvocationOutput>;
  checkpoint(
    arn: string,
    request: Pick<CheckpointDurableExecutionRequest, 'Updates'>,
  ): CheckpointDurableExecutionResponse;
}

const FIFTEEN_MINUTES = 900_000;

/** @param jumped is told before the clock moves: nothing runs then. */
export function durableLambda(jumped: (from: number, to: number) => void = () => {}): DurableLambda {
  const executions: Started[] = [];
  const functions = new Map<string, Handler>();
  const clock = { now: Date.now() };
  const sleepers = new Set<{ readonly due: number; wake(): void }>();
  let running = 0;

  async function run(name: string, event: unknown): Promise<DurableExecutionInvocationOutput> {
    const handler = functions.get(name);
    if (handler === undefined) throw new RangeError(`There is no function ${name}.`);
    const execution = startExecution(`arn:aws:lambda:execution:${executions.length}`, event);
    const entry: Started = { name, event, execution, invocations: 0, status: null };
    executions.push(entry);
    let output = await invoke(handler, entry);
    while (output === null || output.Status === 'PENDING') {
      // Lambda invokes what died again at once, with what was checkpointed.
      if (output !== null && !(await answerInvoked(execution))) await whatIsDue(execution);
      output = await invoke(handler, entry);
    }
    entry.status = output.Status;
    return output;
  }

  async function invoke(handler: Handler, entry: Started) {
    const { execution } = entry;
    entry.invocations += 1;
    const context = {
      awsRequestId: `${execution.arn}:${entry.invocations}`,
      getRemainingTimeInMillis: () => FIFTEEN_MINUTES,
    } as Context;
    running += 1;
    try {
      return await handler(execution.input(), context);
    } finally {
      running -= 1;
      setImmediate(moveOn);
    }
  }

  async function whatIsDue(execution: Execution): Promise<void> {
    const due = execution.due();
    if (due === null) throw new Error(`${execution.arn} is pending, and nothing is due.`);
    await new Promise<void>((wake) => sleepers.add({ due, wake }));
    execution.advance(clock.now);
  }

  function moveOn(): void {
    if (running > 0 || sleepers.size === 0) return;
    const next = Math.max(clock.now, Math.min(...[...sleepers].map(({ due }) => due)));
    if (next > clock.now) jumped(clock.now, next);
    clock.now = next;
    for (const sleeper of sleepers) {
      if (sleeper.due > next) continue;
      sleepers.delete(sleeper);
      sleeper.wake();
    }
  }

  /** Runs, at once, the functions that the execution invoked and that have not answered; false: there are none. */
  async function answerInvoked(execution: Execution): Promise<boolean> {
    const invoked = execution.updates.filter(
      ({ Action, Id, Type }) =>
        Type === 'CHAINED_INVOKE' &&
        Action === 'START' &&
        execution.operations.get(String(Id))?.Status === 'STARTED',
    );
    await Promise.all(
      invoked.map(async ({ ChainedInvokeOptions, Id, Payload }) => {
        const output = await run(String(ChainedInvokeOptions?.FunctionName), JSON.parse(Payload ?? '{}'));
        execution.answer(String(Id), output as Ended);
      }),
    );
    return invoked.length > 0;
  }

  return {
    executions,
    functions,
    clock,
    run,
    checkpoint(arn, request) {
      const found = executions.find(({ execution }) => execution.arn === arn);
      if (found === undefined) throw new RangeError(`There is no execution ${arn}.`);
      return found.execution.checkpoint(request, clock.now);
    },
  };
}

/** As Lambda's API writes dates: for JSON.stringify. */
export function epochSeconds(this: unknown, key: string, value: unknown): unknown {
  return key.endsWith('Timestamp') && typeof value === 'string' ? Date.parse(value) / 1_000 : value;
}
