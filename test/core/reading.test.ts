import { CREDENTIAL_KINDS, type ItemKind } from '#core/credential.ts';
import {
  isHole,
  mayClose,
  type ReadingStatus,
  type SettledReading,
  scanStatus,
  sourceOfKind,
  wholeAsOf,
} from '#core/reading.ts';
import { instant, NIGHT } from '#test/builders/items.ts';

const reading = (status: ReadingStatus, lastComplete: string | null = null): SettledReading => ({
  source: 'sso-credentials',
  status,
  count: null,
  pages: 0,
  reason: null,
  missingPermission: null,
  carriedOver: 0,
  lastComplete: lastComplete === null ? null : instant(lastComplete),
});

describe('a scan', () => {
  const before = '2026-11-20T02:00:00Z';
  it.each<[string, SettledReading, string]>([
    ['complete', reading('complete', before), 'complete'],
    ['not asked', reading('not-asked'), 'complete'],
    ['unavailable and never seen complete', reading('unavailable'), 'complete'],
    ['unavailable where it once was complete', reading('unavailable', before), 'partial'],
    ['refused', reading('refused'), 'partial'],
    ['cut off', reading('partial', before), 'partial'],
  ])('with one source %s', (_, one, status) => {
    expect(scanStatus([reading('complete', before), one])).toBe(status);
    expect(isHole(one)).toBe(status === 'partial');
  });

  it.each<[string, SettledReading[], string | null]>([
    ['itself when nothing is missing', [reading('complete', NIGHT)], NIGHT],
    ['itself, whatever it did not ask', [reading('not-asked', before)], NIGHT],
    ['the night before a source was refused', [reading('refused', before)], before],
    ['no night when a source was never whole', [reading('refused'), reading('complete', NIGHT)], null],
    ['no night when one of two was never whole', [reading('partial', before), reading('refused')], null],
    ['no night, whichever of them comes first', [reading('refused'), reading('partial', before)], null],
    [
      'the earliest of two, in this order',
      [reading('partial', '2026-11-19T02:00:00Z'), reading('refused', before)],
      '2026-11-19T02:00:00Z',
    ],
    [
      'the earliest of two, in that order',
      [reading('refused', before), reading('partial', '2026-11-19T02:00:00Z')],
      '2026-11-19T02:00:00Z',
    ],
  ])('is whole as of %s', (_, readings, whole) => {
    expect(wholeAsOf(NIGHT, readings)).toBe(whole);
  });
});

it('only a complete reading may close anything', () => {
  const statuses: ReadingStatus[] = ['complete', 'partial', 'refused', 'unavailable', 'not-asked'];
  expect(statuses.filter((status) => mayClose({ status }))).toEqual(['complete']);
  expect(mayClose(undefined)).toBe(false);
});

it('every kind has the one source that lists it', () => {
  expect(CREDENTIAL_KINDS.map(sourceOfKind)).toEqual([
    'fine-grained-tokens',
    'sso-credentials',
    'sso-credentials',
    'sso-credentials',
    'sso-credentials',
    'app-installations',
    'deploy-keys',
    'sso-credentials',
  ]);
});

it('a kind that no source lists is named', () => {
  expect(() => sourceOfKind('passkey' as ItemKind)).toThrow('No source lists passkey.');
});
