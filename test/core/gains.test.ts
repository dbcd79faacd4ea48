import { type Gaining, gainsOf } from '#core/gains.ts';
import { appInstallation, classicToken, fineGrainedToken, repository } from '#test/builders/items.ts';

const of = (...ids: number[]) => ids.map((id) => repository({ id, name: `r${id}` }));
const token = (...ids: number[]) => fineGrainedToken({ repositories: of(...ids) });
const ALL = fineGrainedToken({ repositorySelection: 'all', repositories: null });
const UNREAD = fineGrainedToken({ repositories: null });
const may = (permissions: Record<string, string>) =>
  fineGrainedToken({ permissions: { repository: permissions } });
const scoped = (scopes: readonly string[] | null) => classicToken({ scopes });

describe('what a credential gained', () => {
  it.each<[string, Gaining, Gaining, string[]]>([
    ['the same repositories', token(1, 2), token(1, 2), []],
    ['the same, in another order', token(1, 2), token(2, 1), []],
    ['one instead of another', token(1, 2), token(1, 3), ['repository r3']],
    ['another instead of the only one', token(1), token(2), ['repository r2']],
    ['one less', token(1, 2), token(1), []],
    ['none before', token(), token(1), ['repository r1']],
    ['none after', token(1), token(), []],
    ['no selection after', token(1), fineGrainedToken({ repositorySelection: 'none' }), []],
    ['no selection before', fineGrainedToken({ repositorySelection: 'none' }), token(1), ['repository r1']],
    ['some that were not read before', UNREAD, token(1), []],
    ['some that are not read now', token(1), UNREAD, []],
    ['all repositories, as before', ALL, ALL, []],
    ['some instead of all', ALL, token(1), []],
    ['all instead of some', token(1), ALL, ['all repositories']],
    ['a level', may({ contents: 'read' }), may({ contents: 'write' }), ['contents (write)']],
    ['a lower level', may({ contents: 'write' }), may({ contents: 'read' }), []],
    ['the same level', may({ contents: 'read' }), may({ contents: 'read' }), []],
    ['a level that GitHub added', may({ contents: 'admin' }), may({ contents: 'own' }), ['contents (own)']],
    [
      'from a level that GitHub added',
      may({ contents: 'own' }),
      may({ contents: 'read' }),
      ['contents (read)'],
    ],
    ['the same new level', may({ contents: 'own' }), may({ contents: 'own' }), []],
    ['a scope', scoped(['gist']), scoped(['gist', 'repo']), ['scope repo']],
    ['a scope instead of another', scoped(['gist', 'read:org']), scoped(['gist', 'repo']), ['scope repo']],
    ['another kind', fineGrainedToken(), scoped(['repo']), []],
    ['another kind, the other way', scoped(['repo']), fineGrainedToken(), []],
    ['a scope that was implied', scoped(['repo']), scoped(['repo', 'public_repo']), []],
    ['a wider scope', scoped(['public_repo']), scoped(['repo']), ['scope repo']],
    ['scopes that were not told', scoped(null), scoped(['repo']), []],
    ['scopes that are not told', scoped(['repo']), scoped(null), []],
    [
      'an App’s level',
      appInstallation(),
      appInstallation({ permissions: { app: { members: 'write' } } }),
      ['members (write)'],
    ],
  ])('%s', (_, before, after, gains) => {
    expect(gainsOf(before, after).map(({ what }) => what)).toStrictEqual(gains);
  });

  it('is as grave as what may be done in the new repositories, whatever it may do elsewhere', () => {
    const rights = { repository: { contents: 'read' }, organization: { members: 'write' } };
    const before = fineGrainedToken({ repositories: of(1), permissions: rights });
    const after = fineGrainedToken({ repositories: of(1, 2), permissions: rights });
    expect(gainsOf(before, after)).toEqual([{ what: 'repository r2', risk: 'medium' }]);
  });
});
