import type { SshKey } from '#core/credential.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { sshKeyUnused } from '#core/rules/ssh-key-unused.ts';
import { classicToken, NIGHT, sshKey } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const ninety = plusDays(NIGHT, -90);
const longer = plusSeconds(ninety, -1);
const check = (overrides: Partial<SshKey>) => judgeByDefault(sshKeyUnused, sshKey(overrides));

describe('ssh-key-unused', () => {
  it.each<[string, Partial<SshKey>, string]>([
    ['used now', { lastUsedAt: NIGHT }, 'pass'],
    ['used exactly 90 days ago', { lastUsedAt: ninety }, 'pass'],
    ['used a second longer ago', { lastUsedAt: longer }, 'fail'],
    ['never used, authorised exactly 90 days ago', { lastUsedAt: 'never', grantedAt: ninety }, 'pass'],
    ['never used, authorised a second longer ago', { lastUsedAt: 'never', grantedAt: longer }, 'fail'],
    ['never used, authorised nobody knows when', { lastUsedAt: 'never', grantedAt: null }, 'unknown'],
    ['of unknown use', { lastUsedAt: 'unknown' }, 'unknown'],
  ])('an SSH key %s', (_, overrides, outcome) => {
    expect(check(overrides).outcome).toBe(outcome);
  });

  it('says since when, to its owner, and judges no tokens', () => {
    expect(check({ lastUsedAt: longer })).toMatchObject({
      severity: 'low',
      message: 'The SSH key "laptop" of octocat was last used on 2026-08-24.',
      remedy: expect.stringMatching(/^octocat: take the organisation off the key/),
    });
    expect(check({ lastUsedAt: 'never', grantedAt: longer })).toMatchObject({
      message: 'The SSH key "laptop" of octocat was never used since 2026-08-24.',
    });
    expect(judgeByDefault(sshKeyUnused, classicToken({ lastUsedAt: longer })).outcome).toBe('not-applicable');
  });
});
