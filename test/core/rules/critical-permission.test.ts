import type { FineGrainedToken } from '#core/credential.ts';
import { plusSeconds } from '#core/instant.ts';
import { criticalPermission } from '#core/rules/critical-permission.ts';
import { appInstallation, deployKey, fineGrainedToken, NIGHT, repository } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const check = (overrides: Partial<FineGrainedToken>) =>
  judgeByDefault(criticalPermission, fineGrainedToken(overrides));

describe('critical-permission', () => {
  it.each<[string, FineGrainedToken['permissions'], string]>([
    ['reads the members', { organization: { members: 'read' } }, 'pass'],
    ['writes the members', { organization: { members: 'write' } }, 'fail'],
    ['administers the members', { organization: { members: 'admin' } }, 'fail'],
    ['writes contents', { repository: { contents: 'write' } }, 'pass'],
    ['writes workflows', { repository: { workflows: 'write' } }, 'fail'],
    ['writes a permission Patrol never met', { repository: { time_travel: 'write' } }, 'pass'],
    ['holds it in a group Patrol never met', { enterprise: { enterprise_scim: 'write' } }, 'fail'],
    ['holds it in two groups', { other: { members: 'read' }, organization: { members: 'write' } }, 'fail'],
    [
      'holds it in two groups, the lower one last',
      { a: { members: 'write' }, b: { members: 'read' } },
      'fail',
    ],
    ['has no permissions', {}, 'pass'],
  ])('a token that %s', (_, permissions, outcome) => {
    expect(check({ permissions }).outcome).toBe(outcome);
  });

  const administration = { repository: { administration: 'write' } } as const;
  it.each<[string, Partial<FineGrainedToken>, string]>([
    ['on all repositories', { repositorySelection: 'all', repositories: null }, 'critical'],
    ['on some repositories', {}, 'high'],
    ['on repositories that could not be read', { repositories: null }, 'high'],
    ['on archived ones only', { repositories: [repository({ archived: true })] }, 'medium'],
    [
      'on one archived, one living',
      { repositories: [repository({ archived: true }), repository({ id: 2 })] },
      'high',
    ],
  ])('administration %s is as loud as it reaches far', (_, reach, severity) => {
    expect(check({ permissions: administration, ...reach })).toMatchObject({ severity });
  });

  it('a right over the organisation is critical whatever the repositories', () => {
    expect(check({ permissions: { ...administration, organization: { members: 'write' } } })).toMatchObject({
      severity: 'critical',
      message: expect.stringContaining('may write administration, members: whoever holds it can switch off'),
      remedy: expect.stringMatching(/^octocat: take administration, members off the token/),
    });
  });

  it.each([
    [plusSeconds(NIGHT, 1), 'critical'],
    [NIGHT, 'low'],
  ])('is low from the second on in which the token expires: %s is %s', (expiresAt, severity) => {
    expect(check({ permissions: { organization: { members: 'write' } }, expiresAt })).toMatchObject({
      severity,
    });
  });

  it('leaves Apps and deploy keys to rules of their own', () => {
    const app = appInstallation({ permissions: { app: { organization_secrets: 'write' } } });
    expect(judgeByDefault(criticalPermission, app).outcome).toBe('not-applicable');
    expect(judgeByDefault(criticalPermission, deployKey()).outcome).toBe('not-applicable');
  });
});
