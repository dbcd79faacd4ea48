import {
  type CheckpointDurableExecutionRequest,
  type CheckpointDurableExecutionResponse,
  type DurableExecutionInvocationInput,
  type DurableExecutionInvocationOutput,
  InvocationStatus,
  type OperationUpdate,
} from '@aws/durable-execution-sdk-js';

type Operation = DurableExecutionInvocationInput['InitialExecutionState']['Operations'][number];

/** How an execution ended: by itself, or by Lambda's service. */
export type Ended = NonNullable<Operation['ChainedInvokeDetails']> & {
  readonly Status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'STOPPED';
};

/** The state of one durable execution as Lambda's service keeps it: what was checkpointed, and what is due when. */
export interface Execution {
  readonly arn: string;
  readonly operations: ReadonlyMap<string, Operation>;
  /** In the order in which they came. */
  readonly updates: readonly OperationUpdate[];
  /** What Lambda hands to the next invocation. */
  input(): DurableExecutionInvocationInput;
  checkpoint(
    request: Pick<CheckpointDurableExecutionRequest, 'Updates'>,
    now: number,
  ): CheckpointDurableExecutionResponse;
  /** Epoch milliseconds of the next wait or retry; null: nothing waits. */
  due(): number | null;
  /** What is due by then happens. */
  advance(to: number): void;
  /** A function that this execution invoked has ended, as Lambda's service says it did. */
  answer(id: string, outcome: Ended): void;
}

/** The SDK asks again when this is over, by its own clock; ours decides before. As far as a timer of Node goes. */
const later = (): Date => new Date(Date.now() + 20 * 86_400_000);

/** An execution that was just started with an event. */
export function startExecution(arn: string, event: unknown): Execution {
  const root: Operation = {
    Id: `${arn}#0`,
    Type: 'EXECUTION',
    Status: 'STARTED',
    StartTimestamp: new Date(),
    ExecutionDetails: { InputPayload: JSON.stringify(event) },
  };
  const operations = new Map<string, Operation>([[`${arn}#0`, root]]);
  const updates: OperationUpdate[] = [];
  const dueAt = new Map<string, number>();
  let token = 0;
  return {
    arn,
    operations,
    updates,
    input: () => ({
      DurableExecutionArn: arn,
      CheckpointToken: `token-${token}`,
      InitialExecutionState: { Operations: [...operations.values()] },
    }),
    checkpoint({ Updates = [] }, now) {
      updates.push(...Updates);
      const changed = Updates.map((update) => {
        const id = String(update.Id);
        const operation = updated(operations.get(id), update);
        operations.set(id, operation);
        const seconds =
          update.Action === 'RETRY'
            ? update.StepOptions?.NextAttemptDelaySeconds
            : update.WaitOptions?.WaitSeconds;
        if (seconds !== undefined) dueAt.set(id, now + seconds * 1_000);
        return operation;
      });
      token += 1;
      return { CheckpointToken: `token-${token}`, NewExecutionState: { Operations: changed } };
    },
    due: () => (dueAt.size === 0 ? null : Math.min(...dueAt.values())),
    advance(to) {
      for (const [id, at] of dueAt) {
        const operation = operations.get(id);
        if (at > to || operation === undefined) continue;
        dueAt.delete(id);
        operations.set(id, { ...operation, Status: operation.Type === 'WAIT' ? 'SUCCEEDED' : 'READY' });
      }
    },
    answer(id, outcome) {
      const operation = operations.get(id);
      if (operation === undefined) throw new RangeError(`There is no operation ${id}.`);
      const { Status, ...details } = outcome;
      operations.set(id, { ...operation, Status, ChainedInvokeDetails: details });
    },
  };
}

/** How often a step of that name came to its end. */
export function timesDone({ updates }: Execution, step: string): number {
  return updates.filter(({ Action, Name }) => Action === 'SUCCEED' && Name === step).length;
}

/** Invokes until the execution ends; the clock jumps to whatever is due next. */
export async function runToItsEnd(
  execution: Execution,
  clock: { now: number },
  invoke: (input: DurableExecutionInvocationInput) => Promise<DurableExecutionInvocationOutput>,
): Promise<{ readonly output: DurableExecutionInvocationOutput; readonly invocations: number }> {
  for (let invocations = 1; ; invocations += 1) {
    const output = await invoke(execution.input());
    if (output.Status !== InvocationStatus.PENDING) return { output, invocations };
    const due = execution.due();
    if (due === null) throw new Error(`${execution.arn} is pending, and nothing is due.`);
    clock.now = Math.max(clock.now, due);
    execution.advance(clock.now);
  }
}

const STATUS = {
  START: 'STARTED',
  SUCCEED: 'SUCCEEDED',
  FAIL: 'FAILED',
  RETRY: 'PENDING',
  CANCEL: 'CANCELLED',
} as const;

function updated(before: Operation | undefined, update: OperationUpdate): Operation {
  const { Action, Id, Name, ParentId, SubType, Type } = update;
  if (Action === undefined) throw new RangeError('An update says what it does.');
  return {
    StartTimestamp: new Date(),
    ...before,
    Id,
    ParentId: ParentId ?? before?.ParentId,
    Name: Name ?? before?.Name,
    SubType: SubType ?? before?.SubType,
    Type,
    Status: STATUS[Action],
    ...detailsOf(before, update),
  };
}

function detailsOf(before: Operation | undefined, update: OperationUpdate): Partial<Operation> {
  const outcome = { Result: update.Payload, Error: update.Error };
  switch (update.Type) {
    case 'STEP': {
      const ended = before?.StepDetails?.Attempt ?? 0;
      const Attempt = update.Action === 'START' ? ended : ended + 1;
      return { StepDetails: { ...outcome, Attempt, NextAttemptTimestamp: later() } };
    }
    case 'WAIT':
      return { WaitDetails: { ScheduledEndTimestamp: later() } };
    case 'CONTEXT':
      return { ContextDetails: { ...outcome, ReplayChildren: update.ContextOptions?.ReplayChildren } };
    case 'CHAINED_INVOKE':
      return { ChainedInvokeDetails: outcome };
    default:
      return {};
  }
}
