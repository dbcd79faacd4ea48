import type { InventoryItem, ItemKey } from '#core/credential.ts';
import { covers } from '#core/waiver.ts';
import { deployKey, fineGrainedToken, owner, repository, sshKey } from '#test/builders/items.ts';
import { waiver } from '#test/builders/waivers.ts';

const NOTHING = { credential: null, owner: null, repository: null };
const repositories = (...names: string[]) =>
  fineGrainedToken({ repositories: names.map((name, id) => repository({ id, name })) });

describe('a waiver covers', () => {
  it.each<[string, Partial<ReturnType<typeof waiver>['match']>, InventoryItem, boolean]>([
    ['everything of the organisation, if it names nothing else', {}, fineGrainedToken(), true],
    [
      'the credential it names',
      { credential: 'fine-grained-token:101001' as ItemKey },
      fineGrainedToken(),
      true,
    ],
    ['no other', { credential: 'fine-grained-token:101002' as ItemKey }, fineGrainedToken(), false],
    ['none of another kind', { credential: 'ssh-key:101001' as ItemKey }, fineGrainedToken(), false],
    ['what its owner has', { owner: 'OCTOCAT' }, fineGrainedToken(), true],
    ['nothing of another owner', { owner: 'hubot' }, fineGrainedToken(), false],
    ['nothing without an owner', { owner: 'octocat' }, sshKey({ owner: null }), false],
    [
      'what fits all it names, and only that',
      { owner: 'octocat', credential: 'fine-grained-token:101001' as ItemKey },
      fineGrainedToken({ owner: owner('hubot') }),
      false,
    ],
    ['a token that reaches its repository', { repository: 'API' }, repositories('api'), true],
    ['none that also reaches another', { repository: 'api' }, repositories('api', 'web'), false],
    ['none that reaches nothing', { repository: 'api' }, repositories(), false],
    [
      'none whose repositories are not known',
      { repository: 'api' },
      fineGrainedToken({ repositories: null }),
      false,
    ],
    [
      'the deploy keys of its repository',
      { repository: 'api' },
      deployKey({ repository: repository({ name: 'api' }) }),
      true,
    ],
    ['no deploy key of another', { repository: 'web' }, deployKey(), false],
    ['nothing that has no repositories', { repository: 'api' }, sshKey(), false],
  ])('%s', (_, match, item, covered) => {
    expect(covers(waiver({}, { ...NOTHING, ...match }).match, item)).toBe(covered);
  });
});
