import middy from '@middy/core';
import type { Context, LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';

/** Wraps what answers a Function URL, as handler.ts wraps what runs durably; without what only those need to load. */
export function requestHandler(work: (event: LambdaFunctionURLEvent) => Promise<LambdaFunctionURLResult>) {
  return middy<LambdaFunctionURLEvent, LambdaFunctionURLResult, Error, Context>()
    .onError(async ({ error }) => {
      const { logger } = await import('./telemetry.ts');
      if (error) logger.error(error.message, error);
    })
    .handler(async (event) => work(event));
}
