import type { DurableContext } from '@aws/durable-execution-sdk-js';
import middy from '@middy/core';
import { executionModeDurableContext } from '@middy/core/DurableContext';
import { logger } from './telemetry.ts';

/**
 * Reads the event and runs `work` as a durable execution; what is returned is the
 * wrapped function, and that one is exported. Resumed, an execution comes through here again: nothing in it may
 * count or write.
 *
 * middy has a timer of its own for a handler that takes too long. An invocation that waits never ends for middy: its timer
 * would go off in a sandbox that thawed for another one, and log an error of an execution that is well.
 */
export function durableHandler<Event, Result>(
  read: (event: unknown) => Event,
  work: (event: Event, context: DurableContext) => Promise<Result>,
) {
  return middy<unknown, Result, Error, DurableContext>({
    executionMode: executionModeDurableContext,
    timeoutEarlyInMillis: 0,
  })
    .onError(({ error }) => {
      if (error) logger.error(error.message, error);
    })
    .handler(async (event, context) => work(read(event), context));
}
