const SECONDS_PER_DAY = 86_400;

/** Seconds since 1970 of an ISO 8601 date with a zone. @throws {RangeError} when it is none. */
export function secondsOf(instant: string): number {
  const milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds)) throw new RangeError(`"${instant}" is not a date and time.`);
  return Math.floor(milliseconds / 1_000);
}

/** Always `2026-10-20T02:00:00Z`: one form, so that comparing the text compares the time. */
export function instantAt(seconds: number): string {
  return `${new Date(Math.floor(seconds) * 1_000).toISOString().slice(0, 19)}Z`;
}

/** `days` may be negative or a fraction. */
export function daysAfter(instant: string, days: number): string {
  return instantAt(secondsOf(instant) + days * SECONDS_PER_DAY);
}

/** Something that happens at a time of its own. */
export interface Moment {
  readonly at: string;
  happen(): void;
}

export function inOrder(moments: readonly Moment[]): Moment[] {
  return moments.toSorted((left, right) => (left.at < right.at ? -1 : Number(left.at > right.at)));
}

/** GitHub writes the dates of token grants with the offset of its own offices; the moment is the same. */
export function withOfficeOffset(instant: string): string {
  const shifted = instantAt(secondsOf(instant) - 7 * 3_600);
  return `${shifted.slice(0, 19)}.000-07:00`;
}
