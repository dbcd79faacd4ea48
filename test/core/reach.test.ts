import { SEVERITIES } from '#core/finding.ts';
import { reachOf, severityAt } from '#core/reach.ts';
import { repository } from '#test/builders/items.ts';

const archived = repository({ archived: true });

describe('the reach of rights over repositories', () => {
  it.each([
    ['all', { repositorySelection: 'all', repositories: null }, 'all'],
    ['none', { repositorySelection: 'none', repositories: null }, 'idle'],
    ['living ones', { repositorySelection: 'subset', repositories: [repository()] }, 'some'],
    ['archived ones', { repositorySelection: 'subset', repositories: [archived, archived] }, 'idle'],
    [
      'a living one among archived',
      { repositorySelection: 'subset', repositories: [archived, repository()] },
      'some',
    ],
    ['an empty choice', { repositorySelection: 'subset', repositories: [] }, 'idle'],
    ['ones that could not be read', { repositorySelection: 'subset', repositories: null }, 'some'],
    ['what an App was given', { repositorySelection: 'selected' }, 'some'],
    ['a word GitHub added', { repositorySelection: 'favourites', repositories: null }, 'some'],
  ])('of %s', (_, selection, reach) => {
    expect(reachOf(selection)).toBe(reach);
  });

  it('makes a right over repositories quieter step by step, and one over the organisation never', () => {
    const there = SEVERITIES.map((risk) =>
      (['all', 'some', 'idle'] as const).map((reach) => severityAt(risk, { inRepositories: true }, reach)),
    );
    expect(there).toEqual([
      ['low', 'low', 'low'],
      ['medium', 'low', 'low'],
      ['high', 'medium', 'low'],
      ['critical', 'high', 'medium'],
    ]);
    expect(SEVERITIES.map((risk) => severityAt(risk, { inRepositories: false }, 'idle'))).toEqual(SEVERITIES);
  });
});
