import { setTimeout as timer } from 'node:timers/promises';

/** Resolves when the next request may go; rejects when `signal` is aborted before. */
export type Pace = (points: number, signal: AbortSignal | null) => Promise<void>;

/**
 * GitHub lets one client spend 900 points a minute (a GET is 1, another method 5, a GraphQL query 1):
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 * A bucket of 60 that fills at 14 a second lets through 60 + 60 × 14 = 900 in any minute.
 */
export const DEFAULT_REQUESTS_PER_SECOND = 14;
const BURST = 60;

type Sleep = (milliseconds: number, signal: AbortSignal | null) => Promise<void>;

/**
 * Spreads requests so that a limit is not met rather than run into. Its timers keep the process alive, unlike
 * Bottleneck's reservoir, whose unreferenced one lets a program end while requests still wait.
 */
export function pace(
  perSecond: number,
  now: () => number = () => performance.now(),
  sleep: Sleep = (milliseconds, signal) => timer(milliseconds, undefined, signal === null ? {} : { signal }),
): Pace {
  if (perSecond === Number.POSITIVE_INFINITY) return async (_points, signal) => signal?.throwIfAborted();
  const interval = 1_000 / perSecond;
  let emptyUntil = Number.NEGATIVE_INFINITY;
  return async (points, signal) => {
    signal?.throwIfAborted();
    const time = now();
    emptyUntil = Math.max(emptyUntil, time) + points * interval;
    const wait = emptyUntil - BURST * interval - time;
    if (wait >= 1) await sleep(wait, signal);
  };
}
