import type { Expiry } from '#core/credential.ts';
import { neverExpires } from '#core/rules/never-expires.ts';
import { classicToken, fineGrainedToken, instant, NIGHT } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

describe('never-expires', () => {
  it.each<[Expiry, string]>([
    ['never', 'fail'],
    ['unknown', 'unknown'],
    [NIGHT, 'pass'],
    [instant('2999-01-01T00:00:00Z'), 'pass'],
  ])('a token whose expiry is %s: %s', (expiresAt, outcome) => {
    expect(judgeByDefault(neverExpires, fineGrainedToken({ expiresAt })).outcome).toBe(outcome);
    expect(judgeByDefault(neverExpires, classicToken({ expiresAt })).outcome).toBe(outcome);
  });

  it('tells the owner what to do, and whoever reads it if there is no owner', () => {
    expect(judgeByDefault(neverExpires, classicToken({ expiresAt: 'never' }))).toMatchObject({
      severity: 'medium',
      tier: null,
      message:
        'The classic token "nightly build" of octocat never expires: whoever finds it can use it for good.',
      remedy: 'octocat: regenerate it with an expiry date, or move the job to a GitHub App.',
    });
    expect(judgeByDefault(neverExpires, classicToken({ expiresAt: 'never', owner: null }))).toMatchObject({
      remedy: expect.stringMatching(/^Its owner: /),
    });
  });
});
