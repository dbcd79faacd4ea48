import type { InventoryItem } from '#core/credential.ts';
import { strangersIn } from '#core/strangers.ts';
import { snapshotOf } from '#test/builders/facts.ts';
import {
  appInstallation,
  classicToken,
  deployKey,
  fineGrainedToken,
  person,
  sshKey,
  tokenRequest,
} from '#test/builders/items.ts';

const { kind: _, ...sso } = classicToken({ scopes: ['new:scope'] });

describe('what the catalogue does not know', () => {
  it('is named once, in order, whatever has it', () => {
    const permissions = { repository: { time_travel: 'write', contents: 'read' } } as const;
    const items: InventoryItem[] = [
      fineGrainedToken({ permissions }),
      fineGrainedToken({ id: '2', permissions }),
      tokenRequest({ permissions: { organization: { fleets: 'admin' } } }),
      appInstallation({ permissions: { app: { time_travel: 'read' } } }),
      classicToken({ scopes: ['new:classic', 'repo'] }),
      { ...sso, kind: 'unrecognised', credentialType: 'passkey signing key' },
      { ...sso, kind: 'oauth-token', scopes: ['new:oauth'] },
      { ...sso, kind: 'app-user-token', scopes: ['new:app'] },
      sshKey(),
      deployKey(),
      person(),
    ];
    const expected = [
      'credential type passkey signing key medium',
      'permission fleets: admin high',
      'permission time_travel: read medium',
      'permission time_travel: write high',
      'scope new:app high',
      'scope new:classic high',
      'scope new:oauth high',
      'scope new:scope high',
    ];
    const told = (all: readonly InventoryItem[]) =>
      strangersIn(snapshotOf(all)).map(({ name, risk, what }) => `${what} ${name} ${risk}`);
    expect(told(items)).toEqual(expected);
    expect(told(items.toReversed())).toEqual(expected);
  });

  it('is nothing where everything is known', () => {
    const untold = classicToken({ id: '2', scopes: null });
    const items = [fineGrainedToken(), classicToken(), untold, appInstallation()];
    expect(strangersIn(snapshotOf(items))).toStrictEqual([]);
  });
});
