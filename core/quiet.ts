import type { Instant } from './instant.ts';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
type Weekday = (typeof WEEKDAYS)[number];

/** When nobody wants to hear anything but what is critical. */
export interface Quiet {
  /** Whole days, as the zone's calendar has them. */
  readonly days: readonly Weekday[];
  /** `22:00` to `07:00` of the zone's clock, over midnight where it is so; null: no hours. The end is not in it. */
  readonly hours: { readonly from: string; readonly to: string } | null;
  /** Of the IANA database: `Europe/Paris`. */
  readonly timeZone: string;
}

export function isQuiet({ days, hours, timeZone }: Quiet, now: Instant): boolean {
  const { day, time } = localTime(now, timeZone);
  if (days.some((each) => each === day)) return true;
  if (hours === null) return false;
  const { from, to } = hours;
  return from <= to ? from <= time && time < to : from <= time || time < to;
}

function localTime(now: Instant, timeZone: string): { day: string; time: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(Date.parse(now));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return { day: part('weekday').toLowerCase(), time: `${part('hour')}:${part('minute')}` };
}
