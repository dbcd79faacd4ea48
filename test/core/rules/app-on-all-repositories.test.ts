import type { AppInstallation } from '#core/credential.ts';
import { appOnAllRepositories } from '#core/rules/app-on-all-repositories.ts';
import { appInstallation, fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const check = (app: Readonly<Record<string, string>>, overrides: Partial<AppInstallation> = {}) =>
  judgeByDefault(
    appOnAllRepositories,
    appInstallation({ repositorySelection: 'all', permissions: { app }, ...overrides }),
  );

describe('app-on-all-repositories', () => {
  it.each<[string, Readonly<Record<string, string>>, string, string | undefined]>([
    ['reads settings, as Patrol does', { metadata: 'read', administration: 'read' }, 'pass', undefined],
    ['reads code', { contents: 'read' }, 'fail', 'low'],
    ['sets statuses', { statuses: 'write' }, 'fail', 'low'],
    ['writes code', { contents: 'write' }, 'fail', 'medium'],
    ['writes workflows', { workflows: 'write' }, 'fail', 'high'],
    ['has a level nobody met', { contents: 'levitate' }, 'fail', 'medium'],
    ['writes in the organisation alone', { members: 'write' }, 'pass', undefined],
  ])('an App on all repositories that %s', (_, permissions, outcome, severity) => {
    expect(check(permissions)).toMatchObject(severity === undefined ? { outcome } : { outcome, severity });
  });

  it.each<[string, Partial<AppInstallation>, string]>([
    ['on chosen ones', { repositorySelection: 'selected' }, 'pass'],
    ['on a selection GitHub added', { repositorySelection: 'favourites' }, 'pass'],
  ])('passes it %s', (_, overrides, outcome) => {
    expect(check({ workflows: 'write' }, overrides).outcome).toBe(outcome);
  });

  it('is quiet while it is suspended, names the rights, and judges no tokens', () => {
    expect(check({ workflows: 'write' }, { suspendedAt: NIGHT })).toMatchObject({ severity: 'low' });
    expect(check({ contents: 'read', statuses: 'write', metadata: 'read' })).toMatchObject({
      message:
        'The installation of the App release-drafter has all repositories, those to come included, with contents (read), statuses (write).',
      remedy: expect.stringMatching(/^An organisation owner: choose the repositories/),
    });
    const token = fineGrainedToken({ repositorySelection: 'all' });
    expect(judgeByDefault(appOnAllRepositories, token).outcome).toBe('not-applicable');
  });
});
