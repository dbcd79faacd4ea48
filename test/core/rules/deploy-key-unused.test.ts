import type { DeployKey } from '#core/credential.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { deployKeyUnused } from '#core/rules/deploy-key-unused.ts';
import { deployKey, NIGHT, repository, sshKey } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const ninety = plusDays(NIGHT, -90);
const longer = plusSeconds(ninety, -1);
const check = (overrides: Partial<DeployKey>) => judgeByDefault(deployKeyUnused, deployKey(overrides));

describe('deploy-key-unused', () => {
  it.each<[string, Partial<DeployKey>, string]>([
    ['used exactly 90 days ago', { lastUsedAt: ninety }, 'pass'],
    ['used a second longer ago', { lastUsedAt: longer }, 'fail'],
    ['never used, added exactly 90 days ago', { lastUsedAt: 'never', grantedAt: ninety }, 'pass'],
    ['never used, added a second longer ago', { lastUsedAt: 'never', grantedAt: longer }, 'fail'],
    ['never used, added nobody knows when', { lastUsedAt: 'never', grantedAt: null }, 'unknown'],
    ['on a server that does not tell', { lastUsedAt: 'unknown' }, 'unknown'],
    ['unused and switched off', { lastUsedAt: longer, enabled: false }, 'not-applicable'],
    ['unused, nobody knows whether switched off', { lastUsedAt: longer, enabled: null }, 'fail'],
  ])('a deploy key %s', (_, overrides, outcome) => {
    expect(check(overrides).outcome).toBe(outcome);
  });

  it('is louder where it may push', () => {
    expect(check({ lastUsedAt: longer })).toMatchObject({
      severity: 'low',
      message: 'The deploy key "staging server" of repository hello-world was last used on 2026-08-24.',
      remedy: expect.stringMatching(/^Whoever looks after hello-world: delete the key/),
    });
    expect(check({ lastUsedAt: longer, readOnly: false })).toMatchObject({ severity: 'medium' });
    const archived = { repository: repository({ archived: true }) };
    expect(check({ lastUsedAt: longer, readOnly: false, ...archived })).toMatchObject({ severity: 'low' });
    expect(judgeByDefault(deployKeyUnused, sshKey({ lastUsedAt: longer })).outcome).toBe('not-applicable');
  });
});
