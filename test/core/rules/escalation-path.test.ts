import { ESCALATION_PATHS } from '#core/catalogue/escalation-paths.ts';
import type { FineGrainedToken } from '#core/credential.ts';
import { plusSeconds } from '#core/instant.ts';
import { escalationPath } from '#core/rules/escalation-path.ts';
import { appInstallation, fineGrainedToken, NIGHT, repository, sshKey } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const check = (repository: Readonly<Record<string, string>>, overrides: Partial<FineGrainedToken> = {}) =>
  judgeByDefault(escalationPath, fineGrainedToken({ permissions: { repository }, ...overrides }));

const ALL = { repositorySelection: 'all', repositories: null };

describe('escalation-path', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['writes contents and workflows', { contents: 'write', workflows: 'write' }, 'fail'],
    ['writes contents and reads workflows', { contents: 'write', workflows: 'read' }, 'pass'],
    ['writes contents and actions', { contents: 'write', actions: 'write' }, 'fail'],
    ['administers both', { contents: 'admin', actions: 'admin' }, 'fail'],
    ['writes contents alone', { contents: 'write' }, 'pass'],
    [
      'reads leaked secrets: one right, and its name does not say it',
      { secret_scanning_alerts: 'read' },
      'fail',
    ],
    ['administers repositories: critical-permission says so', { administration: 'write' }, 'pass'],
    [
      'administers repositories, and reads leaked secrets',
      { administration: 'write', secret_scanning_alerts: 'read' },
      'fail',
    ],
    ['has levels nobody met', { contents: 'levitate', actions: 'levitate' }, 'pass'],
    ['has nothing', {}, 'pass'],
  ])('a token that %s', (_, permissions, outcome) => {
    expect(check(permissions).outcome).toBe(outcome);
  });

  it.each(ESCALATION_PATHS.filter(({ needs }) => needs.length > 1))('knows $id', ({ needs, story }) => {
    const permissions = Object.fromEntries(needs.map(({ key, level }) => [key, level]));
    const verdict = check(permissions, { repositorySelection: 'all', repositories: null });
    expect(verdict).toMatchObject({ outcome: 'fail', message: expect.stringContaining(story.slice(0, 30)) });
    for (const { key } of needs) {
      const { [key]: _, ...rest } = permissions;
      const without = check(rest, { repositorySelection: 'all', repositories: null });
      expect(without).not.toMatchObject({ message: expect.stringContaining(story) });
    }
  });

  const both = { contents: 'write', actions: 'write' };
  it.each<[string, Readonly<Record<string, string>>, Partial<FineGrainedToken>, string]>([
    ['through all repositories', both, ALL, 'high'],
    ['through some', both, {}, 'medium'],
    [
      'through all, with a token that expires in a second',
      both,
      { ...ALL, expiresAt: plusSeconds(NIGHT, 1) },
      'high',
    ],
    ['through all, with a token that has expired', both, { ...ALL, expiresAt: NIGHT }, 'low'],
    ['through archived ones', both, { repositories: [repository({ archived: true })] }, 'low'],
    ['through leaked secrets of all repositories', { secret_scanning_alerts: 'read' }, ALL, 'high'],
    ['through leaked secrets of some', { secret_scanning_alerts: 'read' }, {}, 'medium'],
    ['through any code in CI', { contents: 'write', workflows: 'write' }, {}, 'high'],
  ])('is as loud as it reaches far: %s', (_, permissions, overrides, severity) => {
    expect(check(permissions, overrides)).toMatchObject({ severity });
  });

  it('is as loud as can be where one half is over the organisation', () => {
    const permissions = {
      organization: { organization_dependabot_secrets: 'write' },
      repository: { contents: 'write' },
    };
    expect(judgeByDefault(escalationPath, fineGrainedToken({ permissions }))).toMatchObject({
      severity: 'high',
    });
  });

  it('tells how it is done, the gravest first, and names the others', () => {
    expect(check({ contents: 'write', actions: 'write', statuses: 'write' })).toMatchObject({
      message: expect.stringMatching(
        /^The fine-grained token "release notes" of octocat has contents \(write\) and actions \(write\)\. It can push a branch.* So it is with: a change merged on a forged status \(contents, statuses\)\.$/,
      ),
      remedy: 'octocat: take contents or actions off the token, or make one token for each half of the job.',
    });
  });

  it('names each of the others', () => {
    const four = { contents: 'write', actions: 'write', statuses: 'write', workflows: 'write' };
    expect(check(four)).toMatchObject({
      message: expect.stringMatching(/ So it is with: [^;]+ \([^;]+\); [^;]+ \([^;]+\)\.$/),
    });
  });

  it('names no others where there are none', () => {
    expect(check({ contents: 'write', statuses: 'write' })).toMatchObject({
      message: expect.not.stringContaining('So it is with'),
    });
    expect(check({ contents: 'write', statuses: 'write' })).toMatchObject({
      message: expect.stringMatching(/[a-z]\.$/),
    });
  });

  it('judges Apps, quietly while they are suspended, and no keys', () => {
    const app = { permissions: { app: both } };
    expect(judgeByDefault(escalationPath, appInstallation(app))).toMatchObject({
      severity: 'medium',
      remedy: expect.stringMatching(/^An organisation owner: ask the App's maker/),
    });
    const suspended = appInstallation({ ...app, repositorySelection: 'all', suspendedAt: NIGHT });
    expect(judgeByDefault(escalationPath, suspended)).toMatchObject({ severity: 'low' });
    expect(judgeByDefault(escalationPath, sshKey()).outcome).toBe('not-applicable');
  });
});
