import type { InventoryItem } from '#core/credential.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { ownerLeft } from '#core/rules/owner-left.ts';
import type { Given } from '#test/builders/facts.ts';
import { appInstallation, deployKey, fineGrainedToken, NIGHT, owner, person } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const members = { items: [person()] };
const others = { items: [person({ id: '9', owner: owner('hubot', 9) })] };

describe('owner-left', () => {
  it.each<[string, InventoryItem, Given, string]>([
    ['of a member', fineGrainedToken(), members, 'pass'],
    [
      'of an outside collaborator',
      fineGrainedToken(),
      { items: [person({ role: 'outside-collaborator' })] },
      'pass',
    ],
    ['of a member who was renamed since', fineGrainedToken({ owner: owner('newname') }), members, 'pass'],
    ['of somebody else with that login', fineGrainedToken({ owner: owner('octocat', 2) }), members, 'fail'],
    ['of nobody here', fineGrainedToken(), others, 'fail'],
    [
      'of nobody seen on a night that did not see all',
      fineGrainedToken(),
      { partial: ['people'] },
      'unknown',
    ],
    ['of nobody that GitHub names', fineGrainedToken({ owner: null }), others, 'not-applicable'],
    ['of nobody here, expired now', fineGrainedToken({ expiresAt: NIGHT }), others, 'not-applicable'],
    [
      'of nobody here, expiring in a second',
      fineGrainedToken({ expiresAt: plusSeconds(NIGHT, 1) }),
      others,
      'fail',
    ],
    [
      'added by a member, known by login',
      deployKey({ owner: { id: null, login: 'OctoCat' } }),
      members,
      'pass',
    ],
    ['added by nobody here', deployKey({ owner: { id: null, login: 'gone' } }), members, 'fail'],
    ['an App', appInstallation(), others, 'not-applicable'],
  ])('something %s', (_, item, given, outcome) => {
    expect(judgeByDefault(ownerLeft, item, given).outcome).toBe(outcome);
  });

  it('is loud where something still uses it', () => {
    const lastUsedAt = plusDays(NIGHT, -30);
    expect(judgeByDefault(ownerLeft, fineGrainedToken({ lastUsedAt }), others)).toEqual({
      outcome: 'fail',
      severity: 'high',
      tier: null,
      message:
        'The owner of the fine-grained token "release notes", octocat, is neither a member nor an outside collaborator.',
      remedy:
        'An organisation owner: find out what still uses it, give that a credential of its own, then revoke it.',
    });
    const idle = fineGrainedToken({ lastUsedAt: plusSeconds(lastUsedAt, -1) });
    expect(judgeByDefault(ownerLeft, idle, others)).toMatchObject({ severity: 'medium' });
    const key = deployKey({ owner: { id: null, login: 'gone' }, lastUsedAt: 'unknown' });
    expect(judgeByDefault(ownerLeft, key, others)).toMatchObject({
      severity: 'medium',
      remedy: 'An organisation owner: delete the key; it is not known to be in use.',
    });
  });
});
