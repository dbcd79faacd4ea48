import type { ClassicToken } from '#core/credential.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { unused } from '#core/rules/unused.ts';
import { classicToken, NIGHT } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const ninety = plusDays(NIGHT, -90);
const longer = plusSeconds(ninety, -1);
const base = { expiresAt: 'never' } as const;
const check = (overrides: Partial<ClassicToken>) =>
  judgeByDefault(unused, classicToken({ ...base, ...overrides }));

describe('unused', () => {
  it.each<[string, Partial<ClassicToken>, string]>([
    ['used now', { lastUsedAt: NIGHT }, 'pass'],
    ['used exactly 90 days ago', { lastUsedAt: ninety }, 'pass'],
    ['used a second longer ago', { lastUsedAt: longer }, 'fail'],
    ['never used: that is never-used', { lastUsedAt: 'never', grantedAt: longer }, 'not-applicable'],
    ['of unknown use', { lastUsedAt: 'unknown' }, 'unknown'],
    ['long unused and expired now', { lastUsedAt: longer, expiresAt: NIGHT }, 'not-applicable'],
    ['long unused, expiring in a second', { lastUsedAt: longer, expiresAt: plusSeconds(NIGHT, 1) }, 'fail'],
  ])('a token %s', (_, overrides, outcome) => {
    expect(check(overrides).outcome).toBe(outcome);
  });

  it('says since when, louder where it could do the gravest things', () => {
    expect(check({ lastUsedAt: longer })).toMatchObject({
      severity: 'low',
      message: 'The classic token "nightly build" of octocat was last used on 2026-08-24.',
      remedy: expect.stringMatching(/^octocat: delete it/),
    });
    expect(check({ lastUsedAt: longer, scopes: ['repo'] })).toMatchObject({ severity: 'medium' });
    expect(check({ lastUsedAt: longer, scopes: ['public_repo'] })).toMatchObject({ severity: 'low' });
  });
});
