import type { Baseline } from '#core/baseline.ts';
import { orgLogin } from '#core/credential.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { lapsesIn } from '#core/policy/lapses.ts';
import { NIGHT } from '#test/builders/items.ts';
import { waiver } from '#test/builders/waivers.ts';

/** The last second of a day, as a policy's `until` is read. */
const lastOf = (day: string) => `${day}T23:59:59Z` as Instant;
const baseline = (until: Instant): Baseline => ({
  organisation: orgLogin('acme'),
  until,
  reason: 'There before Patrol was switched on',
  approvedBy: null,
  findings: {},
});

describe('what a policy check warns of', () => {
  it.each<[string, Instant, readonly string[]]>([
    ['holds for 15 days', lastOf('2026-12-07'), []],
    [
      'holds for 14 days',
      lastOf('2026-12-06'),
      [
        'waivers[0] (never-expires, SEC-1) holds until 2026-12-06: what it excuses opens the night after. Mend it, or have it approved anew.',
        'baseline.acme (what was there before) holds until 2026-12-06: what it excuses opens the night after. Mend it, or have it approved anew.',
      ],
    ],
    [
      'holds today for the last time',
      lastOf('2026-11-22'),
      [
        'waivers[0] (never-expires, SEC-1) holds until 2026-11-22: what it excuses opens the night after. Mend it, or have it approved anew.',
        'baseline.acme (what was there before) holds until 2026-11-22: what it excuses opens the night after. Mend it, or have it approved anew.',
      ],
    ],
    [
      'held yesterday for the last time',
      lastOf('2026-11-21'),
      [
        'waivers[0] (never-expires, SEC-1) lapsed on 2026-11-21 and excuses nothing. Take it out, or have it approved anew.',
        'baseline.acme (what was there before) lapsed on 2026-11-21 and excuses nothing. Take it out, or have it approved anew.',
      ],
    ],
  ])('of a waiver and of a baseline that %s', (_, until, sentences) => {
    const file = { version: 1 as const, waivers: [waiver({ until })], baseline: { acme: baseline(until) } };
    expect(lapsesIn(file, NIGHT)).toStrictEqual(sentences);
  });

  it('is nothing where nothing is excused', () => {
    expect(lapsesIn({ version: 1 }, NIGHT)).toStrictEqual([]);
  });

  it('names each by its place in the file, waivers first, and leaves out those that hold', () => {
    const [over, soon, far] = [-1, 3, 30].map((days) => plusDays(NIGHT, days)) as [Instant, Instant, Instant];
    const file = {
      version: 1 as const,
      baseline: { acme: baseline(far), 'acme-labs': baseline(over) },
      waivers: [waiver({ until: far }), waiver({ rule: 'unused', ticket: 'SEC-2', until: soon })],
    };
    expect(lapsesIn(file, NIGHT)).toStrictEqual([
      'waivers[1] (unused, SEC-2) holds until 2026-11-25: what it excuses opens the night after. Mend it, or have it approved anew.',
      'baseline.acme-labs (what was there before) lapsed on 2026-11-21 and excuses nothing. Take it out, or have it approved anew.',
    ]);
  });
});
