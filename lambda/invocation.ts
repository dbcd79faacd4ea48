import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { Invocation } from '#adapters/engine/durable.ts';

/** What the engine asks of the invocation that it runs in. */
export function invocationOf({ lambdaContext }: DurableContext): Omit<Invocation, 'usage'> {
  return {
    id: lambdaContext.awsRequestId,
    now: () => new Date(),
    remaining: () => lambdaContext.getRemainingTimeInMillis(),
  };
}
