import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '#core/instant.ts';
import type { Engine } from '#scan/ports.ts';

/** setTimeout takes at most 2^31 − 1 milliseconds; a longer wait is taken in pieces. */
const LONGEST_SLEEP = 2_147_483_647;

/**
 * Runs the steps of a scan in this very process: nothing is checkpointed, a run that dies starts again from the
 * beginning and comes to the same end. Waits by sleeping, which costs a laptop nothing.
 *
 * @param signal ends a wait at once, with its reason.
 */
export function inProcessEngine({ signal }: { signal: AbortSignal }): Engine {
  const engine: Engine = {
    async step(_name, work) {
      signal.throwIfAborted();
      return work();
    },
    async waitUntil(instant: Instant) {
      const start = Date.now();
      for (let left = Date.parse(instant) - start; left > 0; left = Date.parse(instant) - Date.now()) {
        await sleep(Math.min(left, LONGEST_SLEEP), undefined, { signal });
      }
      return Math.round((Date.now() - start) / 1_000);
    },
    async forEach(_name, items, work) {
      return Promise.all(items.map((item) => work(item, engine)));
    },
  };
  return engine;
}
