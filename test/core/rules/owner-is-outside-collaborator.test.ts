import type { InventoryItem } from '#core/credential.ts';
import { ownerIsOutsideCollaborator } from '#core/rules/owner-is-outside-collaborator.ts';
import type { Given } from '#test/builders/facts.ts';
import {
  classicToken,
  deployKey,
  fineGrainedToken,
  NIGHT,
  owner,
  person,
  sshKey,
} from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const outside = { items: [person({ role: 'outside-collaborator' })] };

describe('owner-is-outside-collaborator', () => {
  it.each<[string, InventoryItem, Given, string]>([
    ['of a member', fineGrainedToken(), { items: [person()] }, 'pass'],
    ['of a role GitHub added', fineGrainedToken(), { items: [person({ role: 'butler' })] }, 'pass'],
    ['of an outside collaborator', fineGrainedToken(), outside, 'fail'],
    [
      'of one, on a night that did not see all',
      fineGrainedToken(),
      { ...outside, partial: ['people'] },
      'fail',
    ],
    ['of nobody seen that night', fineGrainedToken(), { partial: ['people'] }, 'unknown'],
    [
      'of nobody: that is owner-left',
      fineGrainedToken(),
      { items: [person({ id: '9', owner: owner('hubot', 9) })] },
      'not-applicable',
    ],
    ['of nobody that GitHub names', fineGrainedToken({ owner: null }), outside, 'not-applicable'],
    ['of one, expired now', fineGrainedToken({ expiresAt: NIGHT }), outside, 'not-applicable'],
    ['added to a repository', deployKey(), outside, 'not-applicable'],
  ])('something %s', (_, item, given, outcome) => {
    expect(judgeByDefault(ownerIsOutsideCollaborator, item, given).outcome).toBe(outcome);
  });

  it.each<[string, InventoryItem, string]>([
    ['reads contents', fineGrainedToken(), 'medium'],
    ['writes contents', fineGrainedToken({ permissions: { repository: { contents: 'write' } } }), 'high'],
    ['has scope repo', classicToken({ scopes: ['repo'] }), 'high'],
    ['reads the organisation', classicToken({ scopes: ['read:org'] }), 'medium'],
    ['has scopes GitHub did not tell', classicToken({ scopes: null }), 'medium'],
    ['is an SSH key, which does all its owner may', sshKey(), 'high'],
  ])('is as loud as what it may do: one that %s', (_, item, severity) => {
    expect(judgeByDefault(ownerIsOutsideCollaborator, item, outside)).toMatchObject({ severity });
  });

  it('tells an organisation owner whom to make a member', () => {
    expect(judgeByDefault(ownerIsOutsideCollaborator, fineGrainedToken(), outside)).toMatchObject({
      message: expect.stringMatching(
        /^The fine-grained token "release notes" of octocat belongs to an outside collabora/,
      ),
      remedy:
        'An organisation owner: make octocat a member, or revoke it and let a member or a GitHub App do the job.',
    });
  });
});
