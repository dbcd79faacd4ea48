import { plusSeconds } from '#core/instant.ts';
import { ownerNearTokenLimit } from '#core/rules/owner-near-token-limit.ts';
import { classicToken, fineGrainedToken, NIGHT, owner, person } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const tokens = (count: number, overrides = {}) =>
  Array.from({ length: count }, (_, index) => fineGrainedToken({ id: `${index}`, ...overrides }));
const check = (items: ReturnType<typeof tokens>) => judgeByDefault(ownerNearTokenLimit, person(), { items });

describe('owner-near-token-limit', () => {
  it.each<[string, ReturnType<typeof tokens>, string, string | undefined]>([
    ['44 tokens', tokens(44), 'pass', undefined],
    ['45 tokens', tokens(45), 'fail', 'low'],
    ['49 tokens', tokens(49), 'fail', 'low'],
    ['50 tokens', tokens(50), 'fail', 'medium'],
    [
      '50 tokens of which 6 expired now',
      [
        ...tokens(44),
        ...tokens(6, { expiresAt: NIGHT }).map((each, index) => ({ ...each, id: `x${index}` })),
      ],
      'pass',
      undefined,
    ],
    ['45 tokens that expire in a second', tokens(45, { expiresAt: plusSeconds(NIGHT, 1) }), 'fail', 'low'],
    ['45 tokens of somebody else', tokens(45, { owner: owner('hubot', 2) }), 'pass', undefined],
  ])('a person with %s', (_, items, outcome, severity) => {
    expect(check(items)).toMatchObject(severity === undefined ? { outcome } : { outcome, severity });
  });

  it('does not count other kinds', () => {
    const items = Array.from({ length: 45 }, (_, index) => classicToken({ id: `${index}` }));
    expect(judgeByDefault(ownerNearTokenLimit, person(), { items }).outcome).toBe('pass');
  });

  it('says the limit and not the number, so that the text holds while tokens come and go', () => {
    expect(check(tokens(46))).toMatchObject({
      message:
        'octocat has at least 45 fine-grained tokens, and GitHub allows 50: soon no new one can be made.',
      remedy: expect.stringMatching(/^octocat: delete what is not needed, and move jobs to a GitHub App/),
    });
    expect(check(tokens(50))).toMatchObject({
      message: expect.stringContaining('the next one cannot be made'),
    });
  });
});
