import { SCOPES } from '#core/catalogue/scope-catalogue.ts';
import { type ClassicToken, orgLogin } from '#core/credential.ts';
import { plusDays, plusSeconds } from '#core/instant.ts';
import { type WayOff, wayOff } from '#core/plan/way-off.ts';
import { classicReplaceable } from '#core/rules/classic-replaceable.ts';
import { facts, type Given } from '#test/builders/facts.ts';
import { classicToken, NIGHT, owner, person } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

const member = person();
const outsider = person({ role: 'outside-collaborator' });
/** Of a token whose name says nothing of a machine. */
const way = (overrides: Partial<ClassicToken>, given: Given = { items: [member] }): WayOff =>
  wayOff(classicToken({ name: 'laptop', ...overrides }), {
    org: orgLogin('acme'),
    now: NIGHT,
    inUseWithinDays: 30,
    facts: facts(given),
  });
const month = plusDays(NIGHT, -30);

describe('the way off a classic token', () => {
  it.each<[string, Partial<ClassicToken>, Given | undefined, string, RegExp]>([
    ['expired now', { expiresAt: NIGHT }, undefined, 'delete', /^it expired on 2026-11-22$/],
    [
      'expires in a second',
      { expiresAt: plusSeconds(NIGHT, 1) },
      undefined,
      'fine-grained-token',
      /read:org/,
    ],
    ['was never used', { lastUsedAt: 'never' }, undefined, 'delete', /^it was never used$/],
    ['was used 30 days ago', { lastUsedAt: month }, undefined, 'fine-grained-token', /read:org/],
    [
      'was used before that',
      { lastUsedAt: plusSeconds(month, -1) },
      undefined,
      'delete',
      /last used on 2026-10-23$/,
    ],
    ['is of unknown use', { lastUsedAt: 'unknown' }, undefined, 'fine-grained-token', /read:org/],
    [
      'is of somebody who left',
      {},
      { items: [person({ id: '2', owner: owner('hubot', 2) })] },
      'delete',
      /no member/,
    ],
    ['is of somebody unseen, people in part', {}, { partial: ['people'] }, 'fine-grained-token', /read:org/],
    ['is of nobody', { owner: null }, undefined, 'fine-grained-token', /read:org/],
    [
      'is of an outside collaborator',
      { scopes: ['repo'] },
      { items: [outsider] },
      'stay',
      /outside collaborator/,
    ],
    [
      'has scopes GitHub does not tell',
      { scopes: null },
      undefined,
      'cannot-tell',
      /does not tell its scopes/,
    ],
    [
      'has a new scope',
      { scopes: ['repo', 'new:scope'] },
      undefined,
      'cannot-tell',
      /does not know new:scope$/,
    ],
    [
      'has two new scopes',
      { scopes: ['new:one', 'new:two'] },
      undefined,
      'cannot-tell',
      /does not know new:one, new:two$/,
    ],
    ['has no name', { name: null }, undefined, 'fine-grained-token', /do the work of read:org$/],
    [
      'has two scopes that are replaced',
      { scopes: ['repo', 'gist'] },
      undefined,
      'fine-grained-token',
      /do the work of repo, gist$/,
    ],
    ['has a scope of OAuth apps alone', { scopes: ['offline_access'] }, undefined, 'stay', /only OAuth apps/],
    [
      'has all of the enterprise, where an App does not do all',
      { scopes: ['admin:enterprise'] },
      undefined,
      'stay',
      /^admin:enterprise may be for .+; or provisioning of .+; or /,
    ],
    [
      'has two scopes, of which an App does the work of one',
      { scopes: ['scim:enterprise', 'read:packages'] },
      undefined,
      'stay',
      /^scim:enterprise may be for .+; read:packages may be for packages and the container registry$/,
    ],
    ['has no scopes', { scopes: [] }, undefined, 'fine-grained-token', /a token without scopes$/],
    ['has repo', { scopes: ['repo'] }, undefined, 'fine-grained-token', /do the work of repo$/],
    [
      'has packages alone',
      { scopes: ['read:packages'] },
      undefined,
      'stay',
      /packages and the container registry$/,
    ],
    [
      'has repo and packages',
      { scopes: ['repo', 'read:packages'] },
      undefined,
      'part',
      /^read:packages may be for/,
    ],
    ['has the enterprise’s SCIM', { scopes: ['scim:enterprise'] }, undefined, 'github-app', /SCIM/],
    ['has notifications', { scopes: ['notifications'] }, undefined, 'stay', /notifications/],
    [
      'is called by a machine’s name',
      { name: 'ci', scopes: ['repo'] },
      undefined,
      'github-app',
      /^"ci" says/,
    ],
    ['is a machine’s, of packages', { name: 'ci', scopes: ['read:packages'] }, undefined, 'stay', /packages/],
    [
      'is of a machine',
      { owner: owner('acme-bot', 583_231), scopes: [] },
      undefined,
      'github-app',
      /^"bot" says/,
    ],
  ])('%s', (_, overrides, given, expected, because) => {
    expect(way(overrides, given)).toEqual(
      expect.objectContaining({ way: expected, because: expect.stringMatching(because) }),
    );
  });

  it('makes one fine-grained token for each organisation, with each permission once at its higher level', () => {
    const alsoIn = { 'classic-token:161195': ['beta', 'gamma'] };
    const { because, make, unless } = way({ scopes: ['repo', 'read:org'] }, { items: [member], alsoIn });
    expect(make?.organisations).toEqual(['acme', 'beta', 'gamma']);
    expect(because).toMatch(/; it is authorised in 3 organisations, and each wants its own$/);
    const keys = make?.permissions.map(({ key }) => key) ?? [];
    expect(keys).toHaveLength(new Set(keys).size);
    expect(make?.permissions).toContainEqual({ key: 'contents', level: 'write' });
    expect(unless.map(({ subject }) => subject)).toContain('check runs and check suites');
  });

  it('takes the higher level wherever it stands', () => {
    const one = way({ scopes: ['write:discussion', 'read:discussion', 'read:org', 'admin:org'] });
    const other = way({ scopes: ['admin:org', 'read:org', 'read:discussion', 'write:discussion'] });
    const byKey = ({ make }: WayOff) => new Map(make?.permissions.map(({ key, level }) => [key, level]));
    expect(byKey(one)).toEqual(byKey(other));
    expect(byKey(one).get('members')).toBe('write');
  });

  it('keeps a classic token for what nothing else does, and moves the rest', () => {
    const { make, stays, notes } = way({ scopes: ['gist', 'read:packages', 'notifications'] });
    expect(make?.permissions).toEqual([{ key: 'gists', level: 'write' }]);
    expect(notes).toEqual([expect.stringMatching(/the person owns/)]);
    expect(stays.map(({ scopes }) => scopes)).toEqual([['read:packages'], ['notifications']]);
    expect(stays[0]?.advice).toMatch(/GITHUB_TOKEN/);
  });

  it('has nothing to make, to keep or to know where the token is deleted or cannot be judged', () => {
    const nothing = { make: null, stays: [], notes: [], unless: [] };
    const untold = 'GitHub does not tell its scopes';
    expect(way({ lastUsedAt: 'never' })).toEqual({ ...nothing, way: 'delete', because: 'it was never used' });
    expect(way({ scopes: null })).toEqual({ ...nothing, way: 'cannot-tell', because: untold });
  });

  it('leaves an outside collaborator the whole token, with whom to ask', () => {
    const { make, stays } = way({ scopes: ['repo', 'read:packages'] }, { items: [outsider] });
    expect(make).toBeNull();
    expect(stays).toEqual([
      {
        scopes: ['repo', 'read:packages'],
        subject: 'repositories where its owner is an outside collaborator',
        advice: expect.stringMatching(/^Ask an organisation owner for a GitHub App, or keep/),
      },
    ]);
  });

  it('has no notes where the permissions do just what the scopes do', () => {
    expect(way({ scopes: ['repo:status'] })).toMatchObject({ way: 'fine-grained-token', notes: [] });
  });

  it('gives each piece of advice on a scope once, as sentences', () => {
    const [stay] = way({ scopes: ['admin:enterprise'] }).stays;
    const sentences = stay?.advice.match(/[^.]+\.(?: |$)/g) ?? [];
    expect(sentences.join('')).toBe(stay?.advice);
    expect(sentences.length).toBeGreaterThan(2);
    expect(new Set(sentences.map((each) => each.trim())).size).toBe(sentences.length);
  });

  it('takes a scope off that no personal token has', () => {
    expect(way({ scopes: ['offline_access'] }).stays).toEqual([
      expect.objectContaining({
        subject: expect.stringMatching(/only OAuth apps/),
        advice: 'Take the scope off.',
      }),
    ]);
  });

  it.each([...SCOPES.keys()])('says of %s what classic-replaceable says', (scope) => {
    const token = classicToken({ name: 'laptop', scopes: [scope] });
    const isReplaceable = judgeByDefault(classicReplaceable, token).outcome === 'fail';
    const found = way({ scopes: [scope] });
    expect(found.way === 'fine-grained-token').toBe(isReplaceable);
    expect(found.because).not.toMatch(/undefined|null/);
    expect(found.stays.every(({ advice, subject }) => advice !== '' && subject !== '')).toBe(true);
  });
});
