import type { Expiry, LastUse } from '#core/credential.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { expiresSoon } from '#core/rules/expires-soon.ts';
import { classicToken, fineGrainedToken, instant, NIGHT } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const yesterday = plusDays(NIGHT, -1);
const check = (expiresAt: Expiry, lastUsedAt: LastUse = yesterday) =>
  judgeByDefault(expiresSoon, fineGrainedToken({ expiresAt, lastUsedAt }));

describe('expires-soon', () => {
  it.each([
    ['30 days and a second before', plusSeconds(plusDays(NIGHT, 30), 1), 'pass', undefined, undefined],
    ['exactly 30 days before', plusDays(NIGHT, 30), 'fail', 30, 'low'],
    ['14 days and a second before', plusSeconds(plusDays(NIGHT, 14), 1), 'fail', 30, 'low'],
    ['exactly 14 days before', plusDays(NIGHT, 14), 'fail', 14, 'medium'],
    ['7 days and a second before', plusSeconds(plusDays(NIGHT, 7), 1), 'fail', 14, 'medium'],
    ['exactly 7 days before', plusDays(NIGHT, 7), 'fail', 7, 'high'],
    ['3 days and a second before', plusSeconds(plusDays(NIGHT, 3), 1), 'fail', 7, 'high'],
    ['exactly 3 days before', plusDays(NIGHT, 3), 'fail', 3, 'high'],
    ['a day and a second before', plusSeconds(plusDays(NIGHT, 1), 1), 'fail', 3, 'high'],
    ['exactly a day before', plusDays(NIGHT, 1), 'fail', 1, 'critical'],
    ['a second before', plusSeconds(NIGHT, 1), 'fail', 1, 'critical'],
    ['exactly then', NIGHT, 'not-applicable', undefined, undefined],
    ['a day after', yesterday, 'not-applicable', undefined, undefined],
  ])('%s it expires', (_, expiresAt, outcome, tier, severity) => {
    expect(check(expiresAt)).toEqual(
      tier === undefined ? { outcome } : expect.objectContaining({ outcome, tier, severity }),
    );
  });

  it('passes a token that never expires: that is another rule’s trouble', () => {
    expect(check('never')).toEqual({ outcome: 'pass' });
  });

  it('does not know about an expiry that GitHub did not tell', () => {
    expect(judgeByDefault(expiresSoon, classicToken({ expiresAt: 'unknown' }))).toEqual({
      outcome: 'unknown',
      missing: 'the expiry date',
    });
  });

  it.each<[string, LastUse, number, string]>([
    ['used 30 days ago is in use', plusDays(NIGHT, -30), 1, 'critical'],
    ['used a second longer ago is not', plusSeconds(plusDays(NIGHT, -30), -1), 1, 'medium'],
    ['never used is quiet', 'never', 7, 'low'],
    ['never used, three days before, is less so', 'never', 3, 'medium'],
    ['of unknown use counts as in use', 'unknown', 7, 'high'],
  ])('is as loud as the use: a token %s', (_, lastUsedAt, days, severity) => {
    expect(check(plusDays(NIGHT, days), lastUsedAt)).toMatchObject({ severity });
  });

  it.each<[LastUse, string]>([
    ['never', 'it was not used in the last 30 days.'],
    ['unknown', 'whether it is in use cannot be seen.'],
  ])('says what is known of its use: %s', (lastUsedAt, words) => {
    expect(check(plusDays(NIGHT, 2), lastUsedAt)).toMatchObject({
      message: `The fine-grained token "release notes" of octocat expires on 2026-11-24; ${words}`,
    });
  });

  it('asks its owner, whoever that is', () => {
    const nobodys = classicToken({ owner: null, expiresAt: plusDays(NIGHT, 2) });
    expect(judgeByDefault(expiresSoon, nobodys)).toMatchObject({
      remedy: expect.stringMatching(/^Its owner: regenerate it/),
    });
  });

  it('names the day, not the days left, so that the text holds from night to night', () => {
    expect(check(instant('2026-11-25T02:00:00Z'))).toMatchObject({
      message:
        'The fine-grained token "release notes" of octocat expires on 2026-11-25; it is in use, and what uses it stops then.',
      remedy:
        'octocat: regenerate it before that day and replace it where it is used, or delete it if nothing needs it.',
    });
  });
});
