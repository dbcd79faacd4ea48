import type { FineGrainedToken } from '#core/credential.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { expiredStillGranted } from '#core/rules/expired-still-granted.ts';
import { classicToken, deployKey, fineGrainedToken, NIGHT, sshKey } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const check = (overrides: Partial<FineGrainedToken>) =>
  judgeByDefault(expiredStillGranted, fineGrainedToken(overrides));
const threeDaysAgo = plusDays(NIGHT, -3);

describe('expired-still-granted', () => {
  it.each<[string, Partial<FineGrainedToken>, string]>([
    ['expires in a second', { expiresAt: plusSeconds(NIGHT, 1) }, 'pass'],
    ['expired now', { expiresAt: NIGHT }, 'fail'],
    ['expired a day ago', { expiresAt: plusDays(NIGHT, -1) }, 'fail'],
    ['never expires', { expiresAt: 'never' }, 'pass'],
  ])('a token that %s', (_, overrides, outcome) => {
    expect(check(overrides).outcome).toBe(outcome);
  });

  it('does not know about an expiry that GitHub did not tell, and judges no deploy keys', () => {
    expect(judgeByDefault(expiredStillGranted, sshKey()).outcome).toBe('unknown');
    expect(judgeByDefault(expiredStillGranted, deployKey()).outcome).toBe('not-applicable');
  });

  it.each<[string, Partial<FineGrainedToken>, string]>([
    ['used 30 days before it expired', { lastUsedAt: plusDays(threeDaysAgo, -30) }, 'high'],
    ['used a second earlier', { lastUsedAt: plusSeconds(plusDays(threeDaysAgo, -30), -1) }, 'low'],
    ['used the second it expired', { lastUsedAt: threeDaysAgo }, 'high'],
    ['never used', { lastUsedAt: 'never' }, 'low'],
    ['of unknown use', { lastUsedAt: 'unknown' }, 'low'],
  ])('is loud where something broke: a token %s', (_, overrides, severity) => {
    expect(check({ expiresAt: threeDaysAgo, ...overrides })).toMatchObject({ severity });
  });

  it('tells the owner what broke, and an organisation owner what is left to tidy up', () => {
    expect(check({ expiresAt: threeDaysAgo, lastUsedAt: threeDaysAgo })).toMatchObject({
      message:
        'The fine-grained token "release notes" of octocat expired on 2026-11-19 and is still granted access; it was last used on 2026-11-19, and what used it fails since it expired.',
      remedy:
        'octocat: regenerate it and replace it where it is used, or delete it if nothing needs it any more.',
    });
    const idle = classicToken({ expiresAt: threeDaysAgo, lastUsedAt: 'never' });
    expect(judgeByDefault(expiredStillGranted, idle)).toMatchObject({
      message: expect.stringMatching(
        / expired on 2026-11-19 and is still granted access: renewed by its owner, it works again without anybody's approval\.$/,
      ),
      remedy: 'An organisation owner: revoke it, or let octocat delete it.',
    });
  });
});
