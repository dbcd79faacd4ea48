import type { ClassicToken } from '#core/credential.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { broadClassicScope } from '#core/rules/broad-classic-scope.ts';
import { classicToken, NIGHT, sshKey } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const check = (scopes: readonly string[] | null, overrides: Partial<ClassicToken> = {}) =>
  judgeByDefault(broadClassicScope, classicToken({ scopes, ...overrides }));
const thirty = plusDays(NIGHT, -30);

describe('broad-classic-scope', () => {
  it.each<[string, readonly string[] | null, string]>([
    ['repo', ['repo'], 'fail'],
    ['public_repo', ['public_repo'], 'fail'],
    ['gist', ['gist'], 'pass'],
    ['read:org and repo', ['read:org', 'repo'], 'fail'],
    ['a scope nobody met: that is unrecognised-permission', ['new:scope'], 'pass'],
    ['none', [], 'pass'],
    ['what GitHub did not tell', null, 'unknown'],
  ])('a token with the scope %s', (_, scopes, outcome) => {
    expect(check(scopes).outcome).toBe(outcome);
  });

  it('ends with the token, on the second', () => {
    expect(check(['repo'], { expiresAt: NIGHT }).outcome).toBe('not-applicable');
    expect(check(['repo'], { expiresAt: plusSeconds(NIGHT, 1) }).outcome).toBe('fail');
  });

  it.each<[string, readonly string[], Partial<ClassicToken>, string]>([
    ['repo, used 30 days ago', ['repo'], { lastUsedAt: thirty }, 'high'],
    ['repo, used before that', ['repo'], { lastUsedAt: plusSeconds(thirty, -1) }, 'medium'],
    ['repo, of unknown use', ['repo'], { lastUsedAt: 'unknown' }, 'high'],
    ['public_repo, in use', ['public_repo'], {}, 'medium'],
    ['public_repo, never used', ['public_repo'], { lastUsedAt: 'never' }, 'low'],
  ])('is as loud as the scope, and the use: %s', (_, scopes, overrides, severity) => {
    expect(check(scopes, overrides)).toMatchObject({ severity });
  });

  it('names the gravest first, and tells the owner what to have instead', () => {
    expect(check(['public_repo', 'gist', 'repo'])).toMatchObject({
      message:
        'The classic token "nightly build" of octocat has the scope repo, public_repo: whoever holds it can do whatever its owner may in every repository of every organisation.',
      remedy: expect.stringMatching(/^octocat: replace it with a fine-grained token/),
    });
    const { kind: _, ...oauth } = classicToken({ scopes: ['repo'] });
    expect(judgeByDefault(broadClassicScope, { ...oauth, kind: 'oauth-token' })).toMatchObject({
      remedy: expect.stringMatching(/^octocat: revoke the OAuth App/),
    });
    expect(judgeByDefault(broadClassicScope, sshKey()).outcome).toBe('not-applicable');
  });
});
