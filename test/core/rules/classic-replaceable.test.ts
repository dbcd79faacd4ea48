import type { ClassicToken } from '#core/credential.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { classicReplaceable } from '#core/rules/classic-replaceable.ts';
import { classicToken, fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const check = (scopes: readonly string[] | null, overrides: Partial<ClassicToken> = {}) =>
  judgeByDefault(classicReplaceable, classicToken({ scopes, ...overrides }));
const thirty = plusDays(NIGHT, -30);

describe('classic-replaceable', () => {
  it.each<[string, readonly string[] | null, Partial<ClassicToken>, string]>([
    ['repo', ['repo'], {}, 'fail'],
    ['repo:status, which has a full replacement', ['repo:status'], {}, 'fail'],
    ['read:packages, which has none', ['read:packages'], {}, 'pass'],
    ['both', ['repo', 'read:packages'], {}, 'pass'],
    ['a scope nobody met', ['new:scope'], {}, 'pass'],
    ['no scopes', [], {}, 'fail'],
    ['scopes GitHub did not tell', null, {}, 'unknown'],
    ['repo, used 30 days ago', ['repo'], { lastUsedAt: thirty }, 'fail'],
    ['repo, used before that', ['repo'], { lastUsedAt: plusSeconds(thirty, -1) }, 'not-applicable'],
    ['repo, never used', ['repo'], { lastUsedAt: 'never' }, 'not-applicable'],
    ['repo, of unknown use', ['repo'], { lastUsedAt: 'unknown' }, 'fail'],
    ['repo, expired now', ['repo'], { expiresAt: NIGHT }, 'not-applicable'],
    ['repo, expiring in a second', ['repo'], { expiresAt: plusSeconds(NIGHT, 1) }, 'fail'],
  ])('a token with %s', (_, scopes, overrides, outcome) => {
    expect(check(scopes, overrides).outcome).toBe(outcome);
  });

  it('says with what, and what that could not do', () => {
    expect(check(['repo:status'])).toEqual({
      outcome: 'fail',
      severity: 'low',
      tier: null,
      message:
        'The classic token "nightly build" of octocat has the scopes repo:status: a fine-grained token can do that for one organisation and chosen repositories, with an approval.',
      remedy:
        'octocat: make a fine-grained token with what the job needs of statuses (write), put it in its place, and delete the classic one.',
    });
    expect(check(['repo'])).toMatchObject({
      message: expect.stringContaining('with an approval, unless it is for repositories where its owner is'),
      remedy: expect.stringMatching(/of contents \(write\), pull_requests \(write\).* and \d+ more, put it/),
    });
    expect(check(['repo'])).toMatchObject({
      message: expect.stringContaining('outside collaborator; or public repositories'),
      remedy:
        'octocat: make a fine-grained token with what the job needs of contents (write), pull_requests (write), issues (write), administration (write), repository_hooks (write), secrets (write) and 18 more, put it in its place, and delete the classic one.',
    });
    expect(check(['user', 'gist'])).toMatchObject({
      remedy: expect.stringMatching(/ \([a-z]+\), put it in its/),
    });
    expect(check(['repo:status', 'read:org'])).toMatchObject({
      message: expect.stringContaining('has the scopes repo:status, read:org: a'),
    });
    expect(check([])).toMatchObject({
      message: expect.stringContaining('of octocat has no scopes: a fine-grained token can'),
      remedy: expect.stringContaining('make a fine-grained token without permissions'),
    });
    expect(judgeByDefault(classicReplaceable, fineGrainedToken()).outcome).toBe('not-applicable');
  });
});
