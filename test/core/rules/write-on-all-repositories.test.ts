import type { FineGrainedToken } from '#core/credential.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { writeOnAllRepositories } from '#core/rules/write-on-all-repositories.ts';
import { appInstallation, fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const check = (repository: Readonly<Record<string, string>>, overrides: Partial<FineGrainedToken> = {}) =>
  judgeByDefault(
    writeOnAllRepositories,
    fineGrainedToken({
      repositorySelection: 'all',
      repositories: null,
      permissions: { repository },
      ...overrides,
    }),
  );
const thirty = plusDays(NIGHT, -30);

describe('write-on-all-repositories', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['reads contents', { contents: 'read' }, 'pass'],
    ['writes contents', { contents: 'write' }, 'fail'],
    ['has a level nobody met', { contents: 'levitate' }, 'fail'],
    ['writes what nobody met, nobody knows where', { time_travel: 'write' }, 'pass'],
    ['has nothing', {}, 'pass'],
  ])('a token for all repositories that %s', (_, permissions, outcome) => {
    expect(check(permissions).outcome).toBe(outcome);
  });

  it.each(['subset', 'none', 'favourites'])('passes one for %s', (repositorySelection) => {
    expect(check({ contents: 'write' }, { repositorySelection }).outcome).toBe('pass');
  });

  it.each<[string, Readonly<Record<string, string>>, Partial<FineGrainedToken>, string]>([
    ['writes workflows', { workflows: 'write' }, {}, 'high'],
    ['writes workflows, used 30 days ago', { workflows: 'write' }, { lastUsedAt: thirty }, 'high'],
    [
      'writes workflows, used before that',
      { workflows: 'write' },
      { lastUsedAt: plusSeconds(thirty, -1) },
      'medium',
    ],
    ['writes workflows, of unknown use', { workflows: 'write' }, { lastUsedAt: 'unknown' }, 'high'],
    ['writes workflows, and has expired', { workflows: 'write' }, { expiresAt: NIGHT }, 'low'],
    ['writes contents', { contents: 'write' }, {}, 'medium'],
    ['writes contents, never used', { contents: 'write' }, { lastUsedAt: 'never' }, 'low'],
    ['writes issues', { issues: 'write' }, {}, 'low'],
  ])('is as loud as what it may do: one that %s', (_, permissions, overrides, severity) => {
    expect(check(permissions, overrides)).toMatchObject({ severity });
  });

  it('names the rights, tells the owner what to choose, and judges no Apps', () => {
    expect(check({ statuses: 'write', contents: 'write', issues: 'read' })).toMatchObject({
      message:
        'The fine-grained token "release notes" of octocat may write contents, statuses in all repositories, those to come included.',
      remedy: expect.stringMatching(/^octocat: edit the token/),
    });
    expect(
      judgeByDefault(writeOnAllRepositories, appInstallation({ repositorySelection: 'all' })).outcome,
    ).toBe('not-applicable');
  });
});
