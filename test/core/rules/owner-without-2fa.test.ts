import type { Person } from '#core/credential.ts';
import { ownerWithout2fa } from '#core/rules/owner-without-2fa.ts';
import type { Given } from '#test/builders/facts.ts';
import { deployKey, fineGrainedToken, owner, person, tokenRequest } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const token = { items: [fineGrainedToken()] };

describe('owner-without-2fa', () => {
  it.each<[string, Partial<Person>, Given, string]>([
    ['with two factors', { twoFactor: 'enabled' }, token, 'pass'],
    ['without, who owns a token', { twoFactor: 'disabled' }, token, 'fail'],
    ['of whom GitHub does not say, who owns a token', { twoFactor: 'unknown' }, token, 'unknown'],
    ['without, who owns nothing', { twoFactor: 'disabled' }, {}, 'not-applicable'],
    ['of whom GitHub does not say, who owns nothing', { twoFactor: 'unknown' }, {}, 'not-applicable'],
    [
      'without, who only asked for a token',
      { twoFactor: 'disabled' },
      { items: [tokenRequest()] },
      'not-applicable',
    ],
    [
      'without, while others own tokens',
      { twoFactor: 'disabled' },
      { items: [fineGrainedToken({ owner: owner('hubot', 2) })] },
      'not-applicable',
    ],
    [
      'without, who added a deploy key and is known by login there',
      { twoFactor: 'disabled' },
      { items: [deployKey({ owner: { id: null, login: 'OCTOCAT' } })] },
      'fail',
    ],
  ])('a person %s', (_, overrides, given, outcome) => {
    expect(judgeByDefault(ownerWithout2fa, person(overrides), given).outcome).toBe(outcome);
  });

  it('is critical for an owner of the organisation', () => {
    expect(judgeByDefault(ownerWithout2fa, person({ twoFactor: 'disabled' }), token)).toMatchObject({
      severity: 'high',
      message:
        'octocat owns credentials and signs in with a password alone: whoever has it can make more of them.',
    });
    const admin = person({ twoFactor: 'disabled', role: 'admin' });
    expect(judgeByDefault(ownerWithout2fa, admin, token)).toMatchObject({
      severity: 'critical',
      message: expect.stringContaining('owns credentials, is an owner of the organisation, and signs in'),
      remedy: expect.stringMatching(/^octocat: switch on two-factor authentication/),
    });
  });

  it('ends because of the second factor, or because nothing is left', () => {
    const { resolvedBy } = ownerWithout2fa;
    if (typeof resolvedBy !== 'function') throw new TypeError('It depends on the person.');
    expect(resolvedBy(person())).toBe('two factors');
    expect(resolvedBy(person({ twoFactor: 'disabled' }))).toBe('revoked');
  });
});
