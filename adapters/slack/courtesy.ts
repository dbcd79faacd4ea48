import { setTimeout as sleep } from 'node:timers/promises';
import { instantOf, plusSeconds } from '#core/instant.ts';
import type { Wait } from '#scan/ports.ts';
import type { Refusal } from './answer.ts';

/** Slack takes about a message a second for a channel. https://docs.slack.dev/apis/web-api/rate-limits */
const GAP_MILLISECONDS = 1_000;
const TRIES = 3;
const PAUSE_SECONDS = 2;

/** Keeps the gap between messages, and decides what a refusal means for the run. */
export function courtesy(now: () => Date) {
  let free = 0;
  let failures = 0;
  return {
    async gap(signal: AbortSignal): Promise<void> {
      const left = free - now().getTime();
      if (left > 0) await sleep(left, undefined, { signal });
      free = now().getTime() + GAP_MILLISECONDS;
    },
    /** Waits are the engine's; a Slack that stays unwell is left to the next run. @throws {Error} in its words. */
    after(refusal: Refusal): Wait {
      if (refusal.kind === 'later') return refusal.wait;
      failures += 1;
      if (refusal.kind === 'no' || failures >= TRIES) throw new Error(refusal.reason);
      return {
        kind: 'wait',
        until: plusSeconds(instantOf(now()), PAUSE_SECONDS * failures),
        reason: refusal.reason,
      };
    },
    well(): void {
      failures = 0;
    },
  };
}
