import type { Expiry } from '#core/credential.ts';
import { BUILT_IN_POLICY } from '#core/policy.ts';
import { neverExpires } from '#core/rules/never-expires.ts';
import { classicToken, fineGrainedToken, instant, NIGHT } from '#test/builders/items.ts';

const context = { policy: BUILT_IN_POLICY, now: NIGHT };

describe('never-expires', () => {
  it.each<[Expiry, string]>([
    ['never', 'fail'],
    ['unknown', 'unknown'],
    [NIGHT, 'pass'],
    [instant('2999-01-01T00:00:00Z'), 'pass'],
  ])('a token whose expiry is %s: %s', (expiresAt, outcome) => {
    expect(neverExpires.check(fineGrainedToken({ expiresAt }), context).outcome).toBe(outcome);
    expect(neverExpires.check(classicToken({ expiresAt }), context).outcome).toBe(outcome);
  });

  it('tells the owner what to do, and whoever reads it if there is no owner', () => {
    expect(neverExpires.check(classicToken({ expiresAt: 'never' }), context)).toMatchObject({
      severity: 'medium',
      tier: null,
      remedy: 'octocat: regenerate it with an expiry date, or move the job to a GitHub App.',
    });
    expect(neverExpires.check(classicToken({ expiresAt: 'never', owner: null }), context)).toMatchObject({
      remedy: expect.stringMatching(/^Its owner: /),
    });
  });
});
