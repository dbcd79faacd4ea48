import type { InventoryItem } from '#core/credential.ts';
import { plusSeconds } from '#core/instant.ts';
import { unrecognisedPermission } from '#core/rules/unrecognised-permission.ts';
import { appInstallation, classicToken, fineGrainedToken, NIGHT, sshKey } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const token = (permissions: Readonly<Record<string, Readonly<Record<string, string>>>>, overrides = {}) =>
  fineGrainedToken({ permissions, ...overrides });
const { kind: _, ...sso } = classicToken({ scopes: null });
const unheardOf: InventoryItem = { ...sso, kind: 'unrecognised', credentialType: 'passkey signing key' };

describe('unrecognised-permission', () => {
  it.each<[string, InventoryItem, string, string | undefined]>([
    ['known permissions', fineGrainedToken(), 'pass', undefined],
    ['a key nobody met, to read', token({ repository: { time_travel: 'read' } }), 'fail', 'medium'],
    ['a key nobody met, to write', token({ repository: { time_travel: 'write' } }), 'fail', 'high'],
    ['a level nobody met', token({ repository: { issues: 'levitate' } }), 'fail', 'high'],
    ['a known key in a group nobody met', token({ planet: { contents: 'read' } }), 'pass', undefined],
    ['it, but expired now', token({ a: { b: 'read' } }, { expiresAt: NIGHT }), 'not-applicable', undefined],
    [
      'it, expiring in a second',
      token({ a: { b: 'read' } }, { expiresAt: plusSeconds(NIGHT, 1) }),
      'fail',
      'medium',
    ],
    [
      'a name that only Apps use',
      appInstallation({ permissions: { app: { git_ssh_keys: 'read' } } }),
      'pass',
      undefined,
    ],
    [
      'an App permission nobody met',
      appInstallation({ permissions: { app: { b: 'write' } } }),
      'fail',
      'high',
    ],
    ['known scopes', classicToken({ scopes: ['repo', 'gist'] }), 'pass', undefined],
    ['a scope nobody met', classicToken({ scopes: ['new:scope'] }), 'fail', 'high'],
    ['a read: scope nobody met', classicToken({ scopes: ['read:minds'] }), 'fail', 'medium'],
    ['scopes GitHub did not tell', classicToken({ scopes: null }), 'pass', undefined],
    ['a type nobody met', unheardOf, 'fail', 'medium'],
    ['a type and a scope nobody met', { ...unheardOf, scopes: ['new:scope'] }, 'fail', 'high'],
    ['neither: an SSH key', sshKey(), 'not-applicable', undefined],
  ])('a credential with %s', (_name, item, outcome, severity) => {
    expect(judgeByDefault(unrecognisedPermission, item)).toMatchObject(
      severity === undefined ? { outcome } : { outcome, severity },
    );
  });

  it('names what it did not know', () => {
    const item = token({
      organization: { fleets: 'admin' },
      repository: { contents: 'read', time_travel: 'read' },
    });
    expect(judgeByDefault(unrecognisedPermission, item)).toMatchObject({
      message:
        'The fine-grained token "release notes" of octocat has what the catalogue does not know: permission fleets: admin, permission time_travel: read. It is rated by its level alone.',
      remedy: expect.stringMatching(/^Whoever runs Patrol: look up/),
    });
  });
});
