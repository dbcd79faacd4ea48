import { keyOf } from '#core/credential.ts';
import { plusDays } from '#core/instant.ts';
import type { SettledReading } from '#core/reading.ts';
import { gatherFacts } from '#core/scan-facts.ts';
import { scanFacts } from '#test/builders/facts.ts';
import {
  classicToken,
  finding,
  fineGrainedToken,
  NIGHT,
  owner,
  person,
  sshKey,
} from '#test/builders/items.ts';

type Seen = Pick<SettledReading, 'status' | 'lastComplete'>;

it.each<[string, Seen | null, boolean]>([
  ['nothing of a source that was read whole', { status: 'complete', lastComplete: NIGHT }, false],
  ['something of one that was cut off', { status: 'partial', lastComplete: NIGHT }, true],
  ['something of one that was never read whole', { status: 'refused', lastComplete: null }, true],
  ['something of one that nobody asked', { status: 'not-asked', lastComplete: null }, true],
  ['nothing of one that never was there', { status: 'unavailable', lastComplete: null }, false],
  ['something of one that was there once', { status: 'unavailable', lastComplete: NIGHT }, true],
  ['something of one that nobody speaks of', null, true],
])('a scan lacks %s', (_, seen, lacks) => {
  const facts = gatherFacts({
    ...{ now: NIGHT, current: new Map(), previous: new Map(), findings: [], alsoIn: new Map() },
    readings: seen === null ? [] : [{ source: 'people', ...seen }],
  });
  expect(facts.lacks('people')).toBe(lacks);
});

describe('whoever owns a credential', () => {
  const mona = owner('mona', 2);
  it.each<[string, Parameters<typeof scanFacts>[0], unknown]>([
    [
      'is who has that number',
      { items: [person({ id: '2', owner: mona })] },
      person({ id: '2', owner: mona }),
    ],
    ['is nobody, if people were read whole', { items: [person()] }, 'nobody'],
    ['is not known, if they were read in part', { items: [person()], partial: ['people'] }, 'unknown'],
    ['is not known, if nobody was read', { items: [] }, 'unknown'],
  ])('%s', (_, given, expected) => {
    expect(scanFacts(given).personBehind(mona)).toStrictEqual(expected);
  });

  it('has so many credentials, and so many fine-grained tokens that have not ended', () => {
    const ended = fineGrainedToken({ id: '2', expiresAt: plusDays(NIGHT, -1) });
    const ofMona = classicToken({ id: '3', owner: mona });
    const facts = scanFacts({ items: [person(), fineGrainedToken(), ended, sshKey(), ofMona] });
    expect([facts.credentialsOf(person()), facts.liveTokensOf(person())]).toStrictEqual([3, 1]);
  });
});

it.each([
  ['open', true],
  ['waived', true],
  ['resolved', false],
] as const)('a finding that is %s counts as open: %p', (state, isOpen) => {
  const one = finding({ state });
  const facts = scanFacts({ findings: [one] });
  expect(facts.openFinding('expires-soon', keyOf(fineGrainedToken()))).toBe(isOpen ? one : null);
  expect(facts.openFinding('unused', keyOf(fineGrainedToken()))).toBeNull();
});
