import type { ClassicToken } from '#core/credential.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { neverUsed } from '#core/rules/never-used.ts';
import { classicToken, NIGHT, sshKey } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const thirty = plusDays(NIGHT, -30);
const longer = plusSeconds(thirty, -1);
const check = (overrides: Partial<ClassicToken>) =>
  judgeByDefault(neverUsed, classicToken({ lastUsedAt: 'never', expiresAt: 'never', ...overrides }));

describe('never-used', () => {
  it.each<[string, Partial<ClassicToken>, string]>([
    ['granted now', { grantedAt: NIGHT }, 'pass'],
    ['granted exactly 30 days ago', { grantedAt: thirty }, 'pass'],
    ['granted a second earlier', { grantedAt: longer }, 'fail'],
    ['granted 31 days ago', { grantedAt: plusDays(NIGHT, -31) }, 'fail'],
    ['granted nobody knows when', { grantedAt: null }, 'unknown'],
    ['granted long ago and used once', { grantedAt: longer, lastUsedAt: longer }, 'pass'],
    ['granted long ago, of unknown use', { grantedAt: longer, lastUsedAt: 'unknown' }, 'unknown'],
    ['granted long ago and expired now', { grantedAt: longer, expiresAt: NIGHT }, 'not-applicable'],
    [
      'granted long ago, expiring in a second',
      { grantedAt: longer, expiresAt: plusSeconds(NIGHT, 1) },
      'fail',
    ],
  ])('a token %s', (_, overrides, outcome) => {
    expect(check(overrides).outcome).toBe(outcome);
  });

  it('says since when, to its owner, and leaves keys to their own rules', () => {
    expect(check({ grantedAt: longer })).toEqual({
      outcome: 'fail',
      severity: 'low',
      tier: null,
      message: 'The classic token "nightly build" of octocat was granted on 2026-10-23 and never used.',
      remedy: 'octocat: delete it. It can be made again on the day it is needed.',
    });
    expect(judgeByDefault(neverUsed, sshKey()).outcome).toBe('not-applicable');
  });
});
