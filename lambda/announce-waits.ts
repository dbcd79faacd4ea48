import type { Instant } from '#core/instant.ts';
import type { Engine } from '#scan/ports.ts';

export interface AnnouncedWait {
  readonly until: Instant;
  readonly reason: string;
  /** That the execution will have waited when this wait is over. Sources that wait at the same time wait once. */
  readonly seconds: number;
}

/** One wait, in epoch milliseconds. */
interface Span {
  readonly from: number;
  readonly until: number;
}

/**
 * The same engine, but a wait is announced before it begins: while it lasts nothing runs that could say anything. In a
 * step, so that a replay does not announce it again.
 */
export function announcingWaits(
  engine: Engine,
  announce: (wait: AnnouncedWait) => void,
  now: () => number = Date.now,
): Engine {
  const spans: Span[] = [];
  const around = (inner: Engine): Engine => ({
    step: (name, work) => inner.step(name, work),
    async waitUntil(instant, reason) {
      const until = Date.parse(instant);
      const from = await inner.step(`announce: ${reason}`, async () => {
        const at = now();
        const seconds = Math.round(covered([...spans, { from: at, until }]) / 1_000);
        announce({ until: instant, reason, seconds });
        return at;
      });
      spans.push({ from, until });
      return inner.waitUntil(instant, reason);
    },
    forEach: (name, items, work) => inner.forEach(name, items, (item, own) => work(item, around(own))),
  });
  return around(engine);
}

/** Milliseconds in one span at least. */
function covered(spans: readonly Span[]): number {
  let end = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    sum += Math.max(0, until - Math.max(from, end));
    end = Math.max(end, until);
  }
  return sum;
}
