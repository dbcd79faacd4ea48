import type { DeployKey } from '#core/credential.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { deployKeyCanWrite } from '#core/rules/deploy-key-can-write.ts';
import { deployKey, NIGHT, repository, sshKey } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const check = (overrides: Partial<DeployKey>) => judgeByDefault(deployKeyCanWrite, deployKey(overrides));
const thirty = plusDays(NIGHT, -30);

describe('deploy-key-can-write', () => {
  it('passes a key that only reads, and judges nothing else', () => {
    expect(check({}).outcome).toBe('pass');
    expect(judgeByDefault(deployKeyCanWrite, sshKey()).outcome).toBe('not-applicable');
  });

  it.each<[string, Partial<DeployKey>, string]>([
    ['used 30 days ago', { lastUsedAt: thirty }, 'high'],
    ['used a second longer ago', { lastUsedAt: plusSeconds(thirty, -1) }, 'medium'],
    ['never used', { lastUsedAt: 'never' }, 'medium'],
    ['of unknown use', { lastUsedAt: 'unknown' }, 'high'],
    ['switched off', { enabled: false }, 'low'],
    ['of an archived repository', { repository: repository({ archived: true }) }, 'low'],
  ])('is as loud as what it can do: one that may push, %s', (_, overrides, severity) => {
    expect(check({ readOnly: false, ...overrides })).toMatchObject({ outcome: 'fail', severity });
  });

  it('speaks to whoever looks after the repository', () => {
    expect(check({ readOnly: false })).toMatchObject({
      message:
        'The deploy key "staging server" of repository hello-world may push, has no expiry date, and belongs to no person.',
      remedy: expect.stringMatching(/^Whoever looks after hello-world: replace it/),
    });
  });
});
