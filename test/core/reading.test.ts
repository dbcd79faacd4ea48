import { CREDENTIAL_KINDS } from '#core/credential.ts';
import {
  mayClose,
  type ReadingStatus,
  type SettledReading,
  scanStatus,
  sourceOfKind,
} from '#core/reading.ts';
import { instant } from '#test/builders/items.ts';

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
