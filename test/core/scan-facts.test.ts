import type { SettledReading } from '#core/reading.ts';
import { gatherFacts } from '#core/scan-facts.ts';
import { NIGHT } from '#test/builders/items.ts';

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
