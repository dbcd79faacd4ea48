import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { Usage } from '#core/scan-record.ts';
import type { Engine } from '#scan/ports.ts';
import { retryDecision } from './retry-decision.ts';

/** What the engine asks of the invocation it runs in. */
export interface Invocation {
  /** Its request id: an execution that waits, or dies, goes on in another one. */
  readonly id: string;
  readonly now: () => Date;
  /** Milliseconds until Lambda ends it. */
  readonly remaining: () => number;
  /** What this invocation alone has asked GitHub so far. */
  readonly usage: () => Usage;
}

export interface DurableEngine extends Engine {
  /** What all invocations of the execution have asked GitHub so far. */
  usage(): Usage;
}

/**
 * A step may take ten of the fifteen minutes that Lambda gives one invocation: with less left, the next one is begun
 * in a fresh invocation.
 */
const STEP_MILLISECONDS = 600_000;
/** An invocation ends only when all its branches wait: long enough for the steps of the others to end. */
const PAUSE_SECONDS = 30;

/** A result as it is checkpointed, with what only the invocation that made it could know. */
interface Kept<Result> {
  readonly result: Result;
  /** Epoch milliseconds at its end. */
  readonly at: number;
  /** The invocation had too little time left for another step. */
  readonly late: boolean;
  readonly by: string;
  readonly requests: number;
  readonly notModified: number;
}

/** What all contexts of one execution share: invocation → its usage at its latest step. */
type Ledger = Map<string, Pick<Usage, 'requests' | 'notModified'>>;

/**
 * Runs the steps of a scan as an AWS Lambda durable execution: each is checkpointed, a wait ends the invocation and
 * costs nothing, and what dies is taken up after its last checkpoint. Whatever depends on a clock is kept with the
 * result of the step before it, so that a replay decides as the first run did.
 */
export function durableEngine(context: DurableContext, invocation: Invocation): DurableEngine {
  const ledger: Ledger = new Map();
  return {
    ...engineOf(context, { invocation, ledger, at: null }),
    usage() {
      const others = [...ledger].filter(([id]) => id !== invocation.id).map(([, usage]) => usage);
      const own = invocation.usage();
      return {
        requests: others.reduce((sum, { requests }) => sum + requests, own.requests),
        notModified: others.reduce((sum, { notModified }) => sum + notModified, own.notModified),
        waitedSeconds: own.waitedSeconds,
      };
    },
  };
}

interface Place {
  readonly invocation: Invocation;
  readonly ledger: Ledger;
  /** When the last step before ended; null: there was none. */
  at: number | null;
}

function engineOf(context: DurableContext, place: Place): Engine {
  const step = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const kept = await context.step(name, async () => keep(await work(), place.invocation), {
      retryStrategy: (error, attempt) => retryDecision(error, attempt, place.invocation.now()),
    });
    place.at = kept.at;
    noteUsage(place.ledger, kept);
    if (kept.late) await context.wait('a fresh invocation', { seconds: PAUSE_SECONDS });
    return kept.result;
  };
  return {
    step,
    async waitUntil(instant, reason) {
      const from = place.at ?? (await step('what time it is', async () => place.invocation.now().getTime()));
      const seconds = Math.max(1, Math.ceil((Date.parse(instant) - from) / 1_000));
      await context.wait(reason, { seconds });
      return seconds;
    },
    async forEach(name, items, work) {
      const before = place.at;
      const batch = await context.map(name, [...items], (own, item) =>
        work(item, engineOf(own, { ...place, at: before })),
      );
      batch.throwIfError();
      return batch.getResults();
    },
  };
}

function keep<Result>(result: Result, { id, now, remaining, usage }: Invocation): Kept<Result> {
  const { requests, notModified } = usage();
  return {
    result,
    at: now().getTime(),
    late: remaining() < STEP_MILLISECONDS,
    by: id,
    requests,
    notModified,
  };
}

/** The counters of one invocation only grow, so that its latest step has the largest. */
function noteUsage(ledger: Ledger, { by, requests, notModified }: Kept<unknown>): void {
  const known = ledger.get(by);
  if (known === undefined || known.requests < requests) ledger.set(by, { requests, notModified });
}
