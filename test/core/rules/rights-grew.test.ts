import type { AppInstallation, FineGrainedToken, InventoryItem } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { rightsGrew } from '#core/rules/rights-grew.ts';
import {
  appInstallation,
  classicToken,
  finding,
  fineGrainedToken,
  NIGHT,
  repository,
  sshKey,
} from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const token = (overrides: Partial<FineGrainedToken>) => fineGrainedToken(overrides);
const app = (overrides: Partial<AppInstallation>) => appInstallation(overrides);
const rights = (level: string, key = 'contents') => ({ permissions: { repository: { [key]: level } } });
const [one, two] = [repository({ id: 1, name: 'one' }), repository({ id: 2, name: 'two' })];
const compare = (before: InventoryItem, after: InventoryItem, findings: readonly Finding[] = []) =>
  judgeByDefault(rightsGrew, after, { before: [before], findings });

describe('rights-grew', () => {
  it.each<[string, InventoryItem, InventoryItem, string]>([
    ['a permission', token({ permissions: {} }), token(rights('read')), 'contents (read)'],
    ['a higher level', token(rights('read')), token(rights('write')), 'contents (write)'],
    ['a level nobody met', token(rights('write')), token(rights('levitate')), 'contents (levitate)'],
    [
      'all repositories',
      token({ repositories: [one] }),
      token({ repositorySelection: 'all', repositories: null }),
      'all repositories',
    ],
    ['a repository', token({ repositories: [one] }), token({ repositories: [one, two] }), 'repository two'],
    [
      'one in place of another',
      token({ repositories: [one] }),
      token({ repositories: [two] }),
      'repository two',
    ],
    [
      'its first one',
      token({ repositorySelection: 'none', repositories: null }),
      token({ repositories: [one] }),
      'repository one',
    ],
    [
      'a scope',
      classicToken({ scopes: ['read:org'] }),
      classicToken({ scopes: ['read:org', 'repo'] }),
      'scope repo',
    ],
    [
      'a wider scope',
      classicToken({ scopes: ['public_repo'] }),
      classicToken({ scopes: ['repo'] }),
      'scope repo',
    ],
    [
      'an App’s permission',
      app({}),
      app({ permissions: { app: { metadata: 'read', contents: 'write' } } }),
      'contents (write)',
    ],
    ['an App’s repositories', app({}), app({ repositorySelection: 'all' }), 'all repositories'],
  ])('tells of %s', (_, before, after, gain) => {
    expect(compare(before, after)).toMatchObject({
      outcome: 'fail',
      message: expect.stringContaining(`gained, by 2026-11-22: ${gain}.`),
    });
  });

  it.each<[string, InventoryItem, InventoryItem]>([
    ['the same', token({}), token({})],
    ['another name', token({}), token({ name: 'renamed' })],
    ['less', token(rights('write')), token(rights('read'))],
    ['fewer repositories', token({ repositories: [one, two] }), token({ repositories: [one] })],
    [
      'some in place of all',
      token({ repositorySelection: 'all', repositories: null }),
      token({ repositories: [one] }),
    ],
    ['repositories that were not known', token({ repositories: null }), token({ repositories: [one] })],
    ['repositories that are not known', token({ repositories: [one] }), token({ repositories: null })],
    [
      'the same right in another group',
      token({ permissions: { a: { contents: 'read' } } }),
      token({ permissions: { b: { contents: 'read' } } }),
    ],
    [
      'a scope that the old one implied',
      classicToken({ scopes: ['repo'] }),
      classicToken({ scopes: ['public_repo'] }),
    ],
    ['scopes that were not known', classicToken({ scopes: null }), classicToken({ scopes: ['repo'] })],
  ])('has nothing to say of %s', (_, before, after) => {
    expect(compare(before, after).outcome).toBe('pass');
  });

  it('has nothing to compare on the first night, and judges no keys', () => {
    expect(judgeByDefault(rightsGrew, fineGrainedToken()).outcome).toBe('not-applicable');
    expect(compare(sshKey(), sshKey()).outcome).toBe('not-applicable');
  });

  it.each<[string, InventoryItem, InventoryItem, string]>([
    [
      'members (write)',
      token({}),
      token({ permissions: { organization: { members: 'write' } } }),
      'critical',
    ],
    ['contents (write)', token(rights('read')), token(rights('write')), 'high'],
    ['issues (write)', token({ permissions: {} }), token(rights('write', 'issues')), 'low'],
    [
      'a repository to write in',
      token({ ...rights('write'), repositories: [one] }),
      token({ ...rights('write'), repositories: [one, two] }),
      'high',
    ],
    ['a repository to read', token({ repositories: [one] }), token({ repositories: [one, two] }), 'medium'],
  ])('is as loud as what was gained: %s', (_, before, after, severity) => {
    expect(compare(before, after)).toMatchObject({ severity });
  });

  it('names eight, and counts the rest', () => {
    const many = Array.from({ length: 10 }, (_, id) => repository({ id, name: `r${id}` }));
    expect(compare(token({ repositories: [] }), token({ repositories: many.slice(0, 8) }))).toMatchObject({
      message: expect.stringMatching(/repository r7\.$/),
    });
    expect(compare(token({ repositories: [] }), token({ repositories: many }))).toMatchObject({
      message: expect.stringMatching(/repository r0, .*repository r7, and 2 more\.$/),
      remedy: expect.stringMatching(/^octocat: take back/),
    });
    expect(compare(app({}), app({ repositorySelection: 'all' }))).toMatchObject({
      remedy: expect.stringMatching(/^An organisation owner: take back/),
    });
  });

  const opened = (daysAgo: number, overrides: Partial<Finding> = {}) =>
    finding({
      rule: 'rights-grew',
      since: plusSeconds(plusDays(NIGHT, -daysAgo), overrides.tier === 1 ? -1 : 0),
      severity: 'high',
      tier: null,
      message: 'As it was said.',
      remedy: 'Somebody: act.',
      ...overrides,
    });
  it.each<[string, Finding, FineGrainedToken, string]>([
    ['opened tonight', opened(0), token({}), 'fail'],
    ['opened exactly 7 days ago', opened(7), token({}), 'fail'],
    ['opened 8 days ago', opened(8), token({}), 'pass'],
    [
      'opened a second more than 7 days ago',
      { ...opened(7), since: plusSeconds(plusDays(NIGHT, -7), -1) },
      token({}),
      'pass',
    ],
    ['of which rights were taken back', opened(2), token({ permissions: {} }), 'pass'],
    ['resolved', opened(2, { state: 'resolved' }), token({}), 'pass'],
    ['of another rule', opened(2, { rule: 'unused' }), token({}), 'pass'],
    [
      'of another token',
      opened(2, { credential: { kind: 'fine-grained-token', id: '9', owner: null, name: null } }),
      token({}),
      'pass',
    ],
  ])('stays as it was for a week: a finding %s', (_, open, after, outcome) => {
    const verdict = compare(token({}), after, [open]);
    expect(verdict).toMatchObject(
      outcome === 'fail'
        ? { outcome, severity: 'high', tier: null, message: 'As it was said.', remedy: 'Somebody: act.' }
        : { outcome },
    );
  });
});
