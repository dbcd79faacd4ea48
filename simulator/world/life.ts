import { occasionsOf } from './occasions.ts';
import type { Organisation } from './organisation.ts';
import { randomOf } from './random.ts';
import { inOrder, instantAt, type Moment, secondsOf } from './time.ts';
import { useThings } from './use.ts';

const SECONDS_PER_DAY = 86_400;
const SWEEPS_PER_DAY = 4;

export interface Surroundings {
  readonly organisation: Organisation;
  readonly seed: string;
  /** When day 0 began: days are counted from there, not from midnight. */
  readonly start: string;
  now(): string;
  isTaken(login: string): boolean;
}

export interface Life {
  /** What happens after `from`, up to and including `to`, which must lie in one day. */
  between(from: string, to: string, rate: number): Moment[];
}

/**
 * What happens in an organisation by itself. A day is planned when its first moment is asked for, from the seed and
 * the number of the day; so a day lived in many steps is the same day as one lived at once.
 */
export function lifeOf(surroundings: Surroundings): Life {
  const { start } = surroundings;
  let today: { day: number; moments: Moment[] } = { day: -1, moments: [] };
  return {
    between(from, to, rate) {
      if (rate <= 0) return [];
      const day = dayOf(start, from);
      if (today.day !== day) today = { day, moments: inOrder(planOf(surroundings, day, rate)) };
      return today.moments.filter(({ at }) => at > from && at <= to);
    },
  };
}

/** The end of the day that `now` is in; a day's end is the next one's beginning. */
export function endOfDay(start: string, now: string): string {
  return instantAt(secondsOf(start) + (dayOf(start, now) + 1) * SECONDS_PER_DAY);
}

function dayOf(start: string, now: string): number {
  return Math.floor((secondsOf(now) - secondsOf(start)) / SECONDS_PER_DAY);
}

function planOf(
  { organisation, seed, start, now, isTaken }: Surroundings,
  day: number,
  rate: number,
): Moment[] {
  const name = `${seed}/${organisation.login}/${day}`;
  const random = randomOf(name);
  const dawn = secondsOf(start) + day * SECONDS_PER_DAY;
  const sweeps = Array.from({ length: SWEEPS_PER_DAY }, (_, quarter): Moment => {
    const at = instantAt(dawn + ((quarter + 1) * SECONDS_PER_DAY) / SWEEPS_PER_DAY);
    return { at, happen: () => useThings(organisation, at) };
  });
  const occasions = occasionsOf(organisation).flatMap(({ perDay, happen }) => {
    const expected = perDay * rate;
    const times = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
    return Array.from({ length: times }, () => ({
      at: instantAt(dawn + random.between(1, SECONDS_PER_DAY - 1)),
      happen,
    }));
  });
  return [
    ...sweeps,
    ...occasions.map(({ at, happen }, ordinal): Moment => {
      const own = randomOf(`${name}/${ordinal}`);
      return { at, happen: () => happen({ organisation, random: own, now: now(), isTaken }) };
    }),
  ];
}
