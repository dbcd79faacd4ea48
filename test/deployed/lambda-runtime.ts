/**
 * A sandbox of Lambda: loads a function's bundle as the managed runtime does, runs one invocation that its parent
 * hands in, and answers. Its clock is as far ahead as it is told.
 */
import { setClock } from '#test/builders/set-clock.ts';
import type { Invocation } from './function-process.ts';

const { bundle, handler, aheadMilliseconds, input, context } = await new Promise<Invocation>((resolve) =>
  process.once('message', resolve),
);
setClock(aheadMilliseconds);
const exported = (await import(bundle)) as Readonly<Record<string, unknown>>;
const run = exported[handler] as (input: unknown, context: unknown) => Promise<unknown>;
const ends = Date.now() + context.remainingMilliseconds;
const output = await run(input, {
  awsRequestId: context.awsRequestId,
  getRemainingTimeInMillis: () => ends - Date.now(),
});
process.send?.(output, () => process.exit(0));
