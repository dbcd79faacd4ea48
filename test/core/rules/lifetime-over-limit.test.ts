import type { ClassicToken, FineGrainedToken } from '#core/credential.ts';
import { parseInstant, plusDays, plusSeconds } from '#core/instant.ts';
import { lifetimeOverLimit } from '#core/rules/lifetime-over-limit.ts';
import { classicToken, fineGrainedToken, NIGHT, sshKey } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const grantedAt = plusDays(NIGHT, -10);
const fineGrained = (overrides: Partial<FineGrainedToken>) =>
  judgeByDefault(lifetimeOverLimit, fineGrainedToken({ grantedAt, ...overrides }));
const classic = (overrides: Partial<ClassicToken>) =>
  judgeByDefault(lifetimeOverLimit, classicToken({ grantedAt, ...overrides }));

describe('lifetime-over-limit', () => {
  it.each<[string, Partial<FineGrainedToken>, string]>([
    ['exactly 366 days', { expiresAt: plusDays(grantedAt, 366) }, 'pass'],
    ['a second more', { expiresAt: plusSeconds(plusDays(grantedAt, 366), 1) }, 'fail'],
    ['a day less', { expiresAt: plusDays(grantedAt, 365) }, 'pass'],
    ['a day more', { expiresAt: plusDays(grantedAt, 367) }, 'fail'],
    ['for good', { expiresAt: 'never' }, 'not-applicable'],
    ['nobody knows how long', { expiresAt: 'unknown' }, 'unknown'],
    ['since nobody knows when', { grantedAt: null }, 'unknown'],
  ])('a fine-grained token that lasts %s', (_, overrides, outcome) => {
    expect(fineGrained(overrides).outcome).toBe(outcome);
  });

  it.each<[string, Partial<ClassicToken>, string]>([
    ['exactly 90 days', { expiresAt: plusDays(grantedAt, 90) }, 'pass'],
    ['a second more', { expiresAt: plusSeconds(plusDays(grantedAt, 90), 1) }, 'fail'],
    ['too long, and expired now', { grantedAt: plusDays(NIGHT, -200), expiresAt: NIGHT }, 'not-applicable'],
    [
      'too long, and expires in a second',
      { grantedAt: plusDays(NIGHT, -200), expiresAt: plusSeconds(NIGHT, 1) },
      'fail',
    ],
  ])('a classic token has less: one that lasts %s', (_, overrides, outcome) => {
    expect(classic(overrides).outcome).toBe(outcome);
  });

  it.each([
    ['a leap year', '2027-11-22T02:00:00Z', '2028-11-22T02:00:00Z', 'pass'],
    ['a leap year and a day', '2027-11-22T02:00:00Z', '2028-11-23T02:00:00Z', 'fail'],
    [
      '366 days over two changes of the clock',
      '2026-11-22T03:00:00+01:00',
      '2027-11-23T03:00:00+01:00',
      'pass',
    ],
    ['an hour more, hidden in an offset', '2026-11-22T03:00:00+01:00', '2027-11-23T04:00:00+01:00', 'fail'],
  ])('counts days of 24 hours over %s', (_, from, to, outcome) => {
    expect(fineGrained({ grantedAt: parseInstant(from), expiresAt: parseInstant(to) }).outcome).toBe(outcome);
  });

  it('says "at least", and is louder beyond twice the limit', () => {
    expect(classic({ expiresAt: plusDays(grantedAt, 180) })).toEqual({
      outcome: 'fail',
      severity: 'low',
      tier: null,
      message:
        'The classic token "nightly build" of octocat lasts at least 180 days, from 2026-11-12 to 2027-05-11; the limit is 90.',
      remedy:
        'octocat: regenerate it with an expiry within 90 days. Nobody has to remember: Patrol says when it is due.',
    });
    expect(classic({ expiresAt: plusSeconds(plusDays(grantedAt, 180), 1) })).toMatchObject({
      severity: 'medium',
    });
    expect(judgeByDefault(lifetimeOverLimit, sshKey()).outcome).toBe('not-applicable');
  });
});
