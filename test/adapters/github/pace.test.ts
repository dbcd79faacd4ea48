import fc from 'fast-check';
import { DEFAULT_REQUESTS_PER_SECOND, pace } from '#adapters/github/pace.ts';

/** When each of `count` requests may go, in milliseconds, all asked for at once; waits are not slept. */
function departures(perSecond: number, count: number, points: (index: number) => number): number[] {
  const at: number[] = [];
  const ask = pace(
    perSecond,
    () => 0,
    (milliseconds) => {
      at.push(milliseconds);
      return Promise.resolve();
    },
  );
  for (let index = 0; index < count; index += 1) {
    const before = at.length;
    void ask(points(index), null);
    if (at.length === before) at.push(0);
  }
  return at;
}

describe('the pace', () => {
  it('lets a burst of 60 through at once, and then 14 a second', () => {
    const at = departures(14, 60 + 28, () => 1);
    expect(at.slice(0, 60).every((time) => time === 0)).toBe(true);
    expect(at.at(-1)).toBeCloseTo(2_000);
  });

  it('spends no more than 900 points in any minute, whatever is asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(1, 1, 1, 5), { minLength: 1, maxLength: 2_000 }), (points) => {
        const at = departures(DEFAULT_REQUESTS_PER_SECOND, points.length, (index) => points[index] ?? 1);
        let start = 0;
        let spent = 0;
        for (const [index, time] of at.entries()) {
          spent += points[index] ?? 1;
          while ((at[start] ?? 0) <= time - 60_000) {
            spent -= points[start] ?? 1;
            start += 1;
          }
          // A request may overdraw by what it costs itself.
          expect(spent).toBeLessThanOrEqual(900 + 5);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('does not wait when it has no limit', async () => {
    const ask = pace(Number.POSITIVE_INFINITY);
    for (let index = 0; index < 500; index += 1) await ask(1, null);
  });

  it.each([Number.POSITIVE_INFINITY, 0.01])(
    'lets nothing through that was given up (%d a second)',
    async (perSecond) => {
      const ask = pace(perSecond);
      await expect(ask(1, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    },
  );

  it('ends a wait that is given up', async () => {
    const controller = new AbortController();
    const ask = pace(0.01);
    for (let index = 0; index < 60; index += 1) await ask(1, controller.signal);
    const waiting = ask(1, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toThrow();
  });
});
