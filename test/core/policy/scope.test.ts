import fc from 'fast-check';
import type { InventoryItem } from '#core/credential.ts';
import { inScopeOf, isAsWide, type Scope } from '#core/policy/scope.ts';
import { inventory } from '#test/builders/arbitraries.ts';
import {
  appInstallation,
  classicToken,
  deployKey,
  fineGrainedToken,
  owner,
  person,
  repository,
  tokenRequest,
} from '#test/builders/items.ts';

const reaching = (...names: string[]) => ({
  repositorySelection: 'subset' as const,
  repositories: names.map((name) => repository({ name })),
  permissions: { repository: { contents: 'read' } },
});
const onlyRepositories = (...repositories: string[]): Scope => ({ owners: null, repositories });
const onlyOwners = (...owners: string[]): Scope => ({ owners, repositories: null });

describe('a scope of repositories', () => {
  const PAYMENTS = onlyRepositories('payments', 'billing');

  it.each<[string, InventoryItem, boolean]>([
    ['reaches one of them', fineGrainedToken(reaching('docs', 'payments')), true],
    ['reaches one of them, in other letters', fineGrainedToken(reaching('Payments')), true],
    ['reaches others only', fineGrainedToken(reaching('docs', 'website')), false],
    ['is a request that reaches one of them', tokenRequest(reaching('billing')), true],
    ['is a request that reaches others only', tokenRequest(reaching('docs')), false],
    ['is a key of one of them', deployKey({ repository: repository({ name: 'billing' }) }), true],
    ['is a key of another', deployKey({ repository: repository({ name: 'docs' }) }), false],
    [
      'reaches all of them',
      fineGrainedToken({ ...reaching(), repositorySelection: 'all', repositories: null }),
      true,
    ],
    ['could not be read whole', fineGrainedToken({ ...reaching(), repositories: null }), true],
    [
      'may do something to the organisation itself',
      fineGrainedToken({ ...reaching('docs'), permissions: { organization: { members: 'read' } } }),
      true,
    ],
    [
      'may do nothing to the organisation itself',
      fineGrainedToken({ ...reaching('docs'), permissions: { organization: {} } }),
      false,
    ],
    ['does not tell what it reaches', classicToken(), true],
    ['is an App, of which GitHub does not tell', appInstallation({ repositorySelection: 'selected' }), true],
    ['is a person', person(), true],
  ])('what %s', (_, item, judged) => {
    expect(inScopeOf(PAYMENTS)(item)).toBe(judged);
  });
});

describe('a scope of owners', () => {
  it.each<[string, InventoryItem, boolean]>([
    ['belongs to one of them', classicToken({ owner: owner('octocat') }), true],
    ['belongs to one of them, in other letters', classicToken({ owner: owner('OctoCat') }), true],
    ['belongs to somebody else', classicToken({ owner: owner('hubot') }), false],
    ['belongs to nobody that is known', classicToken({ owner: null }), true],
    ['is one of them', person({ owner: owner('octocat') }), true],
  ])('what %s', (_, item, judged) => {
    expect(inScopeOf(onlyOwners('octocat', 'other'))(item)).toBe(judged);
  });
});

it('of owners and of repositories, both must hold', () => {
  const inScope = inScopeOf({ owners: ['octocat'], repositories: ['payments'] });
  const token = (login: string, name: string) => fineGrainedToken({ owner: owner(login), ...reaching(name) });
  expect(inScope(token('octocat', 'payments'))).toBe(true);
  expect(inScope(token('hubot', 'payments'))).toBe(false);
  expect(inScope(token('octocat', 'docs'))).toBe(false);
});

describe('one scope is as wide as another', () => {
  it.each<[string, Scope | undefined, Scope | undefined, boolean]>([
    ['none as none', undefined, undefined, true],
    ['none as any', undefined, onlyOwners('a'), true],
    ['any as none: no', onlyOwners('a'), undefined, false],
    ['the same', onlyOwners('a'), onlyOwners('a'), true],
    ['the same in other letters', onlyOwners('A'), onlyOwners('a'), true],
    ['more owners', onlyOwners('a', 'b'), onlyOwners('a'), true],
    ['fewer owners: no', onlyOwners('a'), onlyOwners('a', 'b'), false],
    ['fewer repositories: no', onlyRepositories('a'), onlyRepositories('a', 'b'), false],
    ['repositories for owners: no', onlyRepositories('a'), onlyOwners('a'), false],
    ['one list less', onlyOwners('a'), { owners: ['a'], repositories: ['x'] }, true],
    ['one list more: no', { owners: ['a'], repositories: ['x'] }, onlyOwners('a'), false],
  ])('%s', (_, is, was, wide) => {
    expect(isAsWide(is, was)).toBe(wide);
  });

  it('when nothing that is in the other is left out', () => {
    const names = (...all: string[]) => fc.option(fc.subarray(all, { minLength: 1 }));
    const scope = fc.record({ owners: names('octocat', 'hubot'), repositories: names('api', 'web') });
    fc.assert(
      fc.property(scope, scope, inventory, (is, was, items) => {
        fc.pre(isAsWide(is, was));
        expect(items.filter(inScopeOf(is))).toEqual(expect.arrayContaining(items.filter(inScopeOf(was))));
      }),
    );
  });
});
