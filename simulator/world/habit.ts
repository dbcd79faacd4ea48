import { fractionOf, type Random } from './random.ts';
import { daysAfter, instantAt } from './time.ts';

/** How often something is used: every so many days, `once` long ago, or `never`. */
export type Habit = number | 'once' | 'never';

/** Belongs to the thing for good, so that a token used every night last week is used tonight. */
export function habitOf(name: string): Habit {
  const fraction = fractionOf(name);
  if (fraction < 0.5) return 1;
  if (fraction < 0.68) return 7;
  if (fraction < 0.8) return 30;
  return fraction < 0.92 ? 'once' : 'never';
}

interface Life {
  readonly now: string;
  readonly grantedAt: string;
  readonly expiresAt: string | null;
}

/** When something of this habit was last used, as of `now`; null when it never was. */
export function pastUse(habit: Habit, { now, grantedAt, expiresAt }: Life, random: Random): string | null {
  if (habit === 'never') return null;
  const end = expiresAt !== null && expiresAt < now ? expiresAt : now;
  const daysAgo = habit === 'once' ? 60 + random.next() * 240 : habit * random.next();
  const used = daysAfter(end, -daysAgo);
  return used > grantedAt ? used : earlier(daysAfter(grantedAt, random.next() / 24), end);
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

const SECONDS_PER_SWEEP = 6 * 3_600;

/** When in the six hours before `sweep`, in seconds since 1970, something was used; null: this is not its time. */
export function useInSweep(name: string, sweep: number): string | null {
  const habit = habitOf(name);
  if (typeof habit !== 'number') return null;
  const ordinal = Math.floor(sweep / SECONDS_PER_SWEEP);
  const phase = fractionOf(`${name} phase`);
  if (ordinal % (habit * 4) !== Math.floor(phase * habit * 4)) return null;
  return instantAt(sweep - Math.floor(fractionOf(`${name} ${ordinal}`) * SECONDS_PER_SWEEP));
}
