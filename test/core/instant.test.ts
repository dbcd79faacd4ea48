import fc from 'fast-check';
import { daysBetween, daysFrom, instantOf, parseInstant, plusDays, secondsBetween } from '#core/instant.ts';

describe('parseInstant', () => {
  it.each([
    ['2026-11-22T02:00:00Z', '2026-11-22T02:00:00Z'],
    ['2026-11-22T02:00:00.999Z', '2026-11-22T02:00:00Z'],
    ['2008-01-14T04:33:35-07:00', '2008-01-14T11:33:35Z'],
    ['2026-03-29T02:30:00+02:00', '2026-03-29T00:30:00Z'],
    ['2023-12-13 00:00:00 +0100', '2023-12-12T23:00:00Z'],
    ['2023-12-13 00:00:00 UTC', '2023-12-13T00:00:00Z'],
    ['2023-12-13t00:00:00z', '2023-12-13T00:00:00Z'],
    ['2023-12-13 00:00:00 -0330', '2023-12-13T03:30:00Z'],
    ['2028-02-29T23:59:59+14:00', '2028-02-29T09:59:59Z'],
    [' 2026-11-22T02:00:00Z\n', '2026-11-22T02:00:00Z'],
  ])('reads %s as %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it.each([
    '2026-11-22',
    '2026-11-22T02:00:00',
    'tomorrow',
    'on 2026-11-22T02:00:00Z',
    '2026-11-22T02:00:00Z or so',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '',
  ])('refuses "%s" and says which text it was', (text) => {
    expect(() => parseInstant(text)).toThrow(RangeError);
    expect(() => parseInstant(text)).toThrow(`"${text}"`);
  });

  it.each(['+010000-01-01T00:00:00Z', '-000001-12-31T23:59:59Z'])('has no text for %s', (text) => {
    expect(() => instantOf(new Date(text))).toThrow(RangeError);
    expect(() => instantOf(new Date(text))).toThrow('is not within the years 0000 to 9999');
  });

  it('gives texts that sort as the moments do', () => {
    const date = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(date, date, (one, other) => {
        const [first, second] = [instantOf(one), instantOf(other)];
        expect(first < second).toBe(Math.floor(+one / 1_000) < Math.floor(+other / 1_000));
        expect(parseInstant(first)).toBe(first);
      }),
    );
  });
});

it('counts days of 24 hours, across a leap day and a change of clocks', () => {
  expect(daysBetween(parseInstant('2028-02-28T00:00:00Z'), parseInstant('2028-03-01T00:00:00Z'))).toBe(2);
  expect(
    daysBetween(parseInstant('2026-03-28T12:00:00+01:00'), parseInstant('2026-03-29T12:00:00+02:00')),
  ).toBeCloseTo(23 / 24);
  expect(plusDays(parseInstant('2026-11-22T02:00:00Z'), -1.5)).toBe('2026-11-20T14:00:00Z');
});

it('counts the seconds between any two moments, of whatever century', () => {
  const date = fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(date, date, (one, other) => {
      const seconds = Math.floor(+other / 1_000) - Math.floor(+one / 1_000);
      expect(secondsBetween(instantOf(one), instantOf(other))).toBe(seconds);
    }),
    {
      examples: [
        [new Date('0099-12-31T23:59:59Z'), new Date('0100-01-01T00:00:00Z')],
        [new Date('0499-12-31T23:59:59Z'), new Date('0500-01-01T00:00:00Z')],
      ],
    },
  );
});

it('gives the limit of so many days from a moment, whatever it was asked before', () => {
  const [one, other] = [parseInstant('2026-11-22T02:00:00Z'), parseInstant('2026-11-23T02:00:00Z')];
  const asked = [one, one, other, one].flatMap((now) => [-30, 7, -30].map((days) => [now, days] as const));
  expect(asked.map(([now, days]) => daysFrom(now, days))).toEqual(
    asked.map(([now, days]) => plusDays(now, days)),
  );
});
