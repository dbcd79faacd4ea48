import { decideAll, decisionsKept } from '#core/alert-decisions.ts';
import type { Finding } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { EVERYTHING } from '#core/route.ts';
import { finding, fingerprint, NIGHT } from '#test/builders/items.ts';
import { ACME } from '#test/builders/scan-input.ts';
import { scanRecord } from '#test/builders/scan-records.ts';

const { sources } = scanRecord();
const earlier = plusDays(NIGHT, -1);
const said = { at: earlier, severity: 'medium', tier: 14 } as const;
const expiring = finding({ id: fingerprint('b') });
const expired = (overrides: Partial<Finding> = {}) =>
  finding({ id: fingerprint('a'), rule: 'expired-still-granted', tier: null, ...overrides });

function decided(...findings: Finding[]) {
  const occasion = { org: ACME, now: NIGHT, sources, findings, routes: [EVERYTHING] };
  return decideAll({ ...occasion, saidOf: ({ since }) => (since === NIGHT ? null : said) });
}
const wordsOf = (...findings: Finding[]) =>
  decided(...findings).map(({ decision }) =>
    decision.speak ? decision.reason : [decision.reason, decision.detail].join(' ').trim(),
  );

describe('what is decided of a token that expires', () => {
  it.each<[string, Finding, string]>([
    ['is nothing while it is expired, which says more', expired(), 'inhibited-by expired-still-granted'],
    ['is news when that is over', expired({ state: 'resolved', resolvedAt: NIGHT }), 'first-seen'],
    ['is news when that is waived', expired({ state: 'waived' }), 'first-seen'],
    [
      'is news when another token is expired',
      expired({ credential: { ...expiring.credential, id: '2' } }),
      'first-seen',
    ],
    ['is news beside another rule', expired({ rule: 'never-used' }), 'first-seen'],
  ])('%s', (_, other, words) => {
    expect(wordsOf(expiring, other)[0]).toBe(words);
    expect(wordsOf(other, expiring)[1]).toBe(words);
  });

  it('is that it is over, the night its list was read whole', () => {
    const over = finding({ state: 'resolved', resolvedAt: NIGHT, cause: 'renewed', since: earlier });
    expect(wordsOf(over)).toEqual(['resolved']);
    const holes = sources.map((each) => ({ ...each, status: 'partial' as const }));
    const [blind] = decideAll({
      ...{ org: ACME, now: NIGHT, sources: holes, findings: [over], routes: [EVERYTHING] },
      saidOf: () => said,
    });
    expect(blind?.decision).toEqual({ speak: false, reason: 'scan-incomplete', detail: null });
  });
});

describe('what is kept of decisions', () => {
  it('is every word and every silence but old stories, by fingerprint, with where and why', () => {
    const another = { ...expiring.credential, id: '2' };
    const told = finding({ id: fingerprint('c'), since: earlier, credential: another });
    const neverTold = finding({ id: fingerprint('d'), state: 'resolved', resolvedAt: NIGHT });
    const all = decided(expiring, told, neverTold, expired());
    expect(all.map(({ decision }) => decision.reason)).toEqual([
      'inhibited-by',
      'already-said',
      'never-said',
      'first-seen',
    ]);
    const kept = [
      { finding: fingerprint('a'), channel: 'slack:#security', reason: 'first-seen', detail: null },
      {
        finding: fingerprint('b'),
        channel: 'slack:#security',
        reason: 'inhibited-by',
        detail: 'expired-still-granted',
      },
    ];
    expect(decisionsKept('slack:#security', all)).toEqual(kept);
    expect(decisionsKept('slack:#security', all.toReversed())).toEqual(kept);
  });
});
