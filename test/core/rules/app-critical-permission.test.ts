import type { AppInstallation } from '#core/credential.ts';
import { appCriticalPermission } from '#core/rules/app-critical-permission.ts';
import { appInstallation, fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const check = (app: Readonly<Record<string, string>>, overrides: Partial<AppInstallation> = {}) =>
  judgeByDefault(appCriticalPermission, appInstallation({ permissions: { app }, ...overrides }));

describe('app-critical-permission', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['reads the members', { members: 'read' }, 'pass'],
    ['writes the members', { members: 'write' }, 'fail'],
    ['writes contents', { contents: 'write' }, 'pass'],
    ['provisions the enterprise', { enterprise_scim: 'write' }, 'fail'],
    ['adds SSH keys, by the name Apps have for it', { git_ssh_keys: 'write' }, 'fail'],
    ['writes a permission nobody met', { time_travel: 'write' }, 'pass'],
    ['has no permissions', {}, 'pass'],
  ])('an App that %s', (_, permissions, outcome) => {
    expect(check(permissions).outcome).toBe(outcome);
  });

  it.each<[string, Readonly<Record<string, string>>, Partial<AppInstallation>, string]>([
    ['over the organisation', { members: 'write' }, {}, 'critical'],
    ['over chosen repositories', { administration: 'write' }, {}, 'high'],
    ['over all repositories', { administration: 'write' }, { repositorySelection: 'all' }, 'critical'],
    ['over both', { administration: 'write', members: 'write' }, {}, 'critical'],
    ['while it is suspended', { members: 'write' }, { suspendedAt: NIGHT }, 'low'],
  ])('is as loud as it reaches far: %s', (_, permissions, overrides, severity) => {
    expect(check(permissions, overrides)).toMatchObject({ severity });
  });

  it('says what the key is good for, and judges no tokens', () => {
    expect(check({ members: 'write', administration: 'write' })).toMatchObject({
      message:
        'The installation of the App release-drafter may write administration, members: whoever has its key can switch off branch protection and add deploy keys, collaborators and runners.',
      remedy:
        "An organisation owner: ask the App's maker for a version without administration, members, or uninstall it.",
    });
    const token = fineGrainedToken({ permissions: { organization: { members: 'write' } } });
    expect(judgeByDefault(appCriticalPermission, token).outcome).toBe('not-applicable');
  });
});
