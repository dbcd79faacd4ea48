import middy from '@middy/core';
import type { Context, LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';

/** Wraps what answers a Function URL, as handler.ts wraps what runs durably; without what only those need to load. */
export function requestHandler(
  work: (event: LambdaFunctionURLEvent) => Promise<LambdaFunctionURLResult>,
  report: (error: Error) => Promise<void>,
) {
  return middy<LambdaFunctionURLEvent, LambdaFunctionURLResult, Error, Context>()
    .onError(async ({ error }) => {
      if (error) await report(error);
    })
    .handler(async (event) => work(event));
}
