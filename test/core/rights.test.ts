import type { Permissions } from '#core/credential.ts';
import { rightsOf } from '#core/rights.ts';

const copyOf = (permissions: Permissions): Permissions => structuredClone(permissions);

describe('rights', () => {
  it('are worked out once for all who have the same', () => {
    const permissions = { repository: { contents: 'write', workflows: 'write' } };
    const rights = rightsOf(copyOf(permissions));
    expect(rightsOf(copyOf({ repository: { contents: 'read' } }))).not.toBe(rights);
    expect(rightsOf(copyOf(permissions))).toBe(rights);
    expect(rightsOf(permissions)).toBe(rights);
  });

  it('say what may be written in repositories, and what it leads to', () => {
    const rights = rightsOf({
      repository: { contents: 'write', workflows: 'write', issues: 'read' },
      organization: { members: 'write', sauces: 'read' },
    });
    expect(rights.writes.map(({ key }) => key)).toEqual(['contents', 'workflows']);
    expect(rights.critical.map(({ key }) => key)).toContain('members');
    expect(rights.paths.map(({ id }) => id)).toContain('code-in-ci');
    expect(rights.paths.map(({ id }) => id)).not.toContain('new-owner');
    expect(rights.strange).toEqual([{ what: 'permission', name: 'sauces: read', risk: 'medium' }]);
  });

  it.each<[string, Permissions, string[]]>([
    ['the higher level, first', { repository: { contents: 'write' }, app: { contents: 'read' } }, ['write']],
    ['the higher level, last', { repository: { contents: 'read' }, app: { contents: 'write' } }, ['write']],
    [
      'the first of two that nobody knows',
      { repository: { contents: 'fly' }, app: { contents: 'dive' } },
      ['fly'],
    ],
  ])('that stand in two groups count once, with %s', (_, permissions, levels) => {
    expect(rightsOf(permissions).held.map(({ level }) => level)).toStrictEqual(levels);
  });

  it('stand in order of their keys, each with what it may do at most', () => {
    const permissions = { repository: { workflows: 'write', contents: 'read' }, app: { members: 'read' } };
    const { held } = rightsOf(permissions);
    expect(
      held.map(({ inRepositories, key, level, risk }) => [key, level, risk, inRepositories]),
    ).toStrictEqual([
      ['contents', 'read', 'medium', true],
      ['members', 'read', 'low', false],
      ['workflows', 'write', 'critical', true],
    ]);
    expect(rightsOf(permissions).gravest).toBe('critical');
  });

  it('that nobody holds are nothing grave', () => {
    expect(rightsOf({})).toStrictEqual({
      ...{ held: [], critical: [], strange: [], writes: [], paths: [] },
      gravest: 'low',
    });
  });

  it('are not remembered for ever, whatever names somebody thinks of', () => {
    const permissions = { repository: { contents: 'write', pages: 'read' } };
    const rights = rightsOf(copyOf(permissions));
    for (let each = 0; each < 10_000; each += 1) rightsOf({ app: { [`made-up-${each}`]: 'read' } });
    expect(rightsOf(copyOf(permissions))).not.toBe(rights);
    expect(rightsOf(copyOf(permissions))).toStrictEqual(rights);
  });
});
