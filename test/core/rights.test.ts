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
});
