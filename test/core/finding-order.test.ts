import fc from 'fast-check';
import { SEVERITIES } from '#core/finding.ts';
import { loudestFirst } from '#core/finding-order.ts';
import { plusDays } from '#core/instant.ts';
import { finding, fingerprint, NIGHT } from '#test/builders/items.ts';

const id = (seed: string) => ({ id: fingerprint(seed) });

describe('the order of findings', () => {
  it.each([
    ['the louder', { severity: 'high', tier: 14 }, { severity: 'medium', tier: 1 }],
    ['the nearer tier', { tier: 1, since: NIGHT }, { tier: 14, since: plusDays(NIGHT, -9) }],
    ['a tier before none', { tier: 30 }, { tier: null }],
    ['the older', { since: plusDays(NIGHT, -1), ...id('b') }, { since: NIGHT, ...id('a') }],
    ['the older, where neither has a tier', { tier: null, since: plusDays(NIGHT, -1) }, { tier: null }],
    ['the first by name', id('a'), id('b')],
  ] as const)('begins with %s', (_, first, second) => {
    const ordered = [finding(first), finding(second)];
    expect(loudestFirst(ordered)).toEqual(ordered);
    expect(loudestFirst(ordered.toReversed())).toEqual(ordered);
  });

  it('is the same however they come, and leaves what it was given as it was', () => {
    const some = fc.uniqueArray(
      fc.record({
        severity: fc.constantFrom(...SEVERITIES),
        tier: fc.constantFrom(null, 1, 3, 14),
        since: fc.constantFrom(NIGHT, plusDays(NIGHT, -1)),
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f').map(fingerprint),
      }),
      { selector: ({ id: own }) => own },
    );
    fc.assert(
      fc.property(some, (overrides) => {
        const findings = overrides.map((each) => finding(each));
        const given = [...findings];
        expect(loudestFirst(findings.toReversed())).toEqual(loudestFirst(findings));
        expect(findings).toEqual(given);
      }),
    );
  });
});
