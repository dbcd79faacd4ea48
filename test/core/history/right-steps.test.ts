import type { InventoryItem } from '#core/credential.ts';
import { type RightStep, rightSteps } from '#core/history/right-steps.ts';
import {
  appInstallation,
  classicToken,
  deployKey,
  fineGrainedToken,
  person,
  repository,
} from '#test/builders/items.ts';

const reaching = (...ids: number[]) =>
  fineGrainedToken({ repositories: ids.map((id) => repository({ id, name: `repo-${id}` })) });
const allowed = (level: string | null) =>
  fineGrainedToken({ permissions: { repository: level === null ? {} : { contents: level } } });
const step = (right: string, before: string | null, after: string | null, grew: boolean): RightStep => ({
  right,
  before,
  after,
  grew,
});
const everywhere = fineGrainedToken({ repositorySelection: 'all', repositories: null });
const nowhere = fineGrainedToken({ repositorySelection: 'none', repositories: null });

describe('what a change does to rights', () => {
  it.each<[string, InventoryItem, InventoryItem, RightStep[]]>([
    ['nothing', reaching(1), reaching(1), []],
    [
      'a level that rises',
      allowed('read'),
      allowed('write'),
      [step('repository.contents', 'read', 'write', true)],
    ],
    [
      'a level that falls',
      allowed('admin'),
      allowed('write'),
      [step('repository.contents', 'admin', 'write', false)],
    ],
    [
      'a level nobody knew',
      allowed('write'),
      allowed('rule'),
      [step('repository.contents', 'write', 'rule', true)],
    ],
    [
      'a level for another as high',
      allowed('admin'),
      allowed('rule'),
      [step('repository.contents', 'admin', 'rule', false)],
    ],
    ['a permission more', allowed(null), allowed('read'), [step('repository.contents', null, 'read', true)]],
    ['a permission less', allowed('read'), allowed(null), [step('repository.contents', 'read', null, false)]],
    ['a repository more', reaching(1), reaching(1, 2), [step('repository 2', null, 'repo-2', true)]],
    ['a repository less', reaching(1, 2), reaching(2), [step('repository 1', 'repo-1', null, false)]],
    ...['constructor', '__proto__', 'read', 'write'].flatMap(
      (name): [string, InventoryItem, InventoryItem, RightStep[]][] => {
        const called = fineGrainedToken({ repositories: [repository({ id: 1, name })] });
        return [
          [`a repository called ${name}`, reaching(), called, [step('repository 1', null, name, true)]],
          [`a repository from ${name}`, called, reaching(1), [step('repository 1', name, 'repo-1', false)]],
          [`a repository to ${name}`, reaching(1), called, [step('repository 1', 'repo-1', name, false)]],
        ];
      },
    ),
    [
      'a repository under another name',
      reaching(1),
      fineGrainedToken({ repositories: [repository({ id: 1, name: 'renamed' })] }),
      [step('repository 1', 'repo-1', 'renamed', false)],
    ],
    ['from none to some', nowhere, everywhere, [step('repositories', null, 'all', true)]],
    ['from some to all', reaching(1), everywhere, [step('repositories', 'subset', 'all', true)]],
    ['from all to some', everywhere, reaching(1), [step('repositories', 'all', 'subset', false)]],
    [
      'scopes',
      classicToken({ scopes: ['repo'] }),
      classicToken({ scopes: ['gist'] }),
      [step('scope gist', null, 'granted', true), step('scope repo', 'granted', null, false)],
    ],
    ['no scopes, after nobody told which', classicToken({ scopes: null }), classicToken({ scopes: [] }), []],
    [
      'a deploy key that may push',
      deployKey(),
      deployKey({ readOnly: false }),
      [step('repository.contents', 'read', 'write', true)],
    ],
    [
      'an App on all repositories',
      appInstallation(),
      appInstallation({ repositorySelection: 'all' }),
      [step('repositories', 'selected', 'all', true)],
    ],
    ['an owner', person(), person({ role: 'admin' }), [step('role', 'member', 'admin', true)]],
    [
      'no longer a member',
      person(),
      person({ role: 'outside-collaborator' }),
      [step('role', 'member', 'outside-collaborator', false)],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(rightSteps(before, after)).toEqual(expected);
  });
});
