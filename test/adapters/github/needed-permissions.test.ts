import { surplusPermissions } from '#adapters/github/needed-permissions.ts';

describe('the permissions of the App', () => {
  it('are no more than needed when all of them read what is read', () => {
    const needed = {
      metadata: 'read',
      members: 'read',
      administration: 'read',
      organization_administration: 'read',
    };
    expect(surplusPermissions(needed)).toEqual([]);
  });
  it('are too many when one writes, or none of ours', () => {
    expect(surplusPermissions({ metadata: 'read', members: 'write', contents: 'read' })).toEqual([
      'contents=read',
      'members=write',
    ]);
  });
});
