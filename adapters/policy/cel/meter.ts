/**
 * Counts what an evaluation does: one step for each turn of a comprehension, for each thing that `in` looks at, and for
 * each hundred characters that `+` makes.
 * Steps bound the time, and do not depend on the machine: the same credential is judged the same everywhere.
 */
export interface Meter {
  /** Throws from the first step beyond the limit on, so that no `||` carries on without it. */
  spend(steps: number): void;
  start(limit: number): void;
  /** Whether the limit was met since the start: whatever the answer is then, it is not one. */
  isExhausted(): boolean;
}

export function meter(): Meter {
  let left = 0;
  return {
    start(limit) {
      left = limit;
    },
    spend(steps) {
      left -= steps;
      if (left < 0) throw new RangeError('It takes too many steps.');
    },
    isExhausted: () => left < 0,
  };
}
