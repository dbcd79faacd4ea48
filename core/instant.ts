import type { Brand } from './brand.ts';

/**
 * A moment as text: ISO 8601, UTC, whole seconds, always `2026-11-22T02:00:00Z`. One form only, so that
 * comparing the text compares the time, in code and in DynamoDB alike.
 */
export type Instant = Brand<string, 'Instant'>;

const ISO_8601_WITH_ZONE =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?\s?(?:Z|UTC|([+-]\d{2}):?(\d{2}))$/i;

/** Rounds down to the second. Throws RangeError on an invalid date or a year outside 0000–9999. */
export function instantOf(date: Date): Instant {
  const text = date.toISOString();
  if (text.length !== 24) throw new RangeError(`${text} is not within the years 0000 to 9999.`);
  return `${text.slice(0, 19)}Z` as Instant;
}

/**
 * Reads a date with any offset, fraction or space, and gives it in UTC. A date without a zone is refused, since
 * guessing one could move an expiry by a day.
 *
 * @throws {RangeError} naming the text, when it is no such date or a day that does not exist.
 */
export function parseInstant(text: string): Instant {
  const match = ISO_8601_WITH_ZONE.exec(text.trim());
  if (match === null) throw new RangeError(`"${text}" is not a date and time with a zone (ISO 8601).`);
  const [, year, month, day, hour, minute, second, hours = '+00', minutes = '00'] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${hours}:${minutes}`);
  if (Number.isNaN(time) || Number(day) > daysInMonth(Number(year), Number(month))) {
    throw new RangeError(`"${text}" is not a date that exists.`);
  }
  return instantOf(new Date(time));
}

/** `days` may be negative or a fraction; the result is rounded down to the second. */
export function plusDays(instant: Instant, days: number): Instant {
  return plusSeconds(instant, days * 86_400);
}

export function plusSeconds(instant: Instant, seconds: number): Instant {
  return instantOf(new Date(Date.parse(instant) + Math.floor(seconds) * 1_000));
}

/** Seconds from `start` to `end`; negative when `end` is earlier. */
export function secondsBetween(start: Instant, end: Instant): number {
  return (fourCenturiesAfter(end) - fourCenturiesAfter(start)) / 1_000;
}

/**
 * In milliseconds; in a third of the time of `Date.parse`: an instant has one form, and a night asks for hundreds of
 * thousands. Later, since Date.UTC takes years below 100 for those of the last century, and the calendar repeats itself
 * after four.
 */
function fourCenturiesAfter(instant: Instant): number {
  const two = (from: number) => (instant.charCodeAt(from) - ZERO) * 10 + instant.charCodeAt(from + 1) - ZERO;
  return Date.UTC(two(0) * 100 + two(2) + 400, two(5) - 1, two(8), two(11), two(14), two(17));
}

const ZERO = '0'.charCodeAt(0);

/**
 * As `plusDays`, of a limit that a whole night is held against: the same few numbers of days from the same moment, a
 * million times. Comparing two texts costs less than reading one date.
 */
export function daysFrom(now: Instant, days: number): Instant {
  if (limits.now !== now) limits = { now, byDays: new Map() };
  const known = limits.byDays.get(days);
  if (known !== undefined) return known;
  const limit = plusDays(now, days);
  limits.byDays.set(days, limit);
  return limit;
}

let limits: { readonly now: Instant | null; readonly byDays: Map<number, Instant> } = {
  now: null,
  byDays: new Map(),
};

/** Days of 24 hours from `start` to `end`, with their fraction; negative when `end` is earlier. */
export function daysBetween(start: Instant, end: Instant): number {
  return secondsBetween(start, end) / 86_400;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
