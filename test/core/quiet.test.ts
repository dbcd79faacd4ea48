import { isQuiet, type Quiet } from '#core/quiet.ts';
import { instant } from '#test/builders/items.ts';

const quiet = (overrides: Partial<Quiet>): Quiet => ({
  days: [],
  hours: null,
  timeZone: 'UTC',
  ...overrides,
});
const hours = (from: string, to: string, timeZone = 'UTC') => quiet({ hours: { from, to }, timeZone });

// 2026-11-22 is a Sunday.
it.each<[string, Quiet, string, boolean]>([
  ['is never quiet without days and hours', quiet({}), '2026-11-22T03:00', false],
  ['is quiet on a quiet day', quiet({ days: ['saturday', 'sunday'] }), '2026-11-22T12:00', true],
  ['is not quiet on another', quiet({ days: ['saturday', 'sunday'] }), '2026-11-23T00:00', false],
  [
    'goes by the day of its zone',
    quiet({ days: ['sunday'], timeZone: 'Asia/Tokyo' }),
    '2026-11-21T15:00',
    true,
  ],
  ['is not quiet before its hours', hours('12:30', '14:15'), '2026-11-22T12:29', false],
  ['is quiet from the first minute', hours('12:30', '14:15'), '2026-11-22T12:30', true],
  ['is quiet in the last minute', hours('12:30', '14:15'), '2026-11-22T14:14', true],
  ['is not quiet at the end', hours('12:30', '14:15'), '2026-11-22T14:15', false],
  ['is not quiet in an evening before quiet nights', hours('22:00', '07:00'), '2026-11-22T21:59', false],
  ['is quiet from when a quiet night begins', hours('22:00', '07:00'), '2026-11-22T22:00', true],
  ['is quiet at midnight of a quiet night', hours('22:00', '07:00'), '2026-11-22T00:00', true],
  ['is quiet until a quiet night ends', hours('22:00', '07:00'), '2026-11-22T06:59', true],
  ['is not quiet when a quiet night has ended', hours('22:00', '07:00'), '2026-11-22T07:00', false],
  ['is not quiet in hours that end as they begin', hours('12:00', '12:00'), '2026-11-22T12:00', false],
  ['is not quiet around hours that end as they begin', hours('12:00', '12:00'), '2026-11-22T13:00', false],
  ['goes by the clock of its zone', hours('22:00', '23:00', 'Asia/Kolkata'), '2026-11-22T16:30', true],
  [
    'goes by the clock of its zone in summer',
    hours('09:00', '10:00', 'Europe/Paris'),
    '2026-07-22T07:30',
    true,
  ],
  [
    'goes by the clock of its zone in winter',
    hours('09:00', '10:00', 'Europe/Paris'),
    '2026-11-22T07:30',
    false,
  ],
])('a route %s', (_, when, time, expected) => {
  expect(isQuiet(when, instant(`${time}:00Z`))).toBe(expected);
});
