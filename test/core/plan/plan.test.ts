import fc from 'fast-check';
import { type ClassicToken, type InventoryItem, keyOf, orgLogin } from '#core/credential.ts';
import { plusDays } from '#core/instant.ts';
import { ofOwner, planOf } from '#core/plan/plan.ts';
import type { SourceName } from '#core/reading.ts';
import { SOURCES } from '#core/reading.ts';
import { snapshotOf } from '#test/builders/facts.ts';
import { classicToken, fineGrainedToken, NIGHT, owner, person } from '#test/builders/items.ts';

function plan(items: readonly InventoryItem[], partial: readonly SourceName[] = []) {
  return planOf({
    org: orgLogin('acme'),
    now: NIGHT,
    current: snapshotOf(items),
    readings: SOURCES.map((source) => ({
      source,
      status: partial.includes(source) ? 'partial' : 'complete',
      count: 0,
      pages: 1,
      reason: null,
      missingPermission: null,
      carriedOver: 0,
      lastComplete: NIGHT,
    })),
    alsoIn: new Map(),
    inUseWithinDays: 30,
  });
}
const laptop = (id: string, overrides: Partial<ClassicToken> = {}) =>
  classicToken({ id, name: 'laptop', scopes: ['repo:status'], ...overrides });
const idsOf = (items: readonly InventoryItem[]) => plan(items).steps.map(({ token }) => token.id);

describe('the order of the plan', () => {
  it.each<[string, Partial<ClassicToken>, Partial<ClassicToken>]>([
    ['what nobody uses, before what is grave', { lastUsedAt: 'never' }, { scopes: ['repo'] }],
    ['what is grave, before what is less so', { scopes: ['repo'] }, {}],
    ['what can be moved, before what cannot be told', {}, { scopes: null }],
    ['what cannot be told, before what must stay', { scopes: null }, { scopes: ['delete:packages'] }],
    ['what never ends, before what does', { expiresAt: 'never', lastUsedAt: 'unknown' }, {}],
    ['what was used last', {}, { lastUsedAt: plusDays(NIGHT, -2) }],
    [
      'of what nobody uses, what once was used',
      { lastUsedAt: plusDays(NIGHT, -90) },
      { lastUsedAt: 'never' },
    ],
    ['what was used, before what may not have been', {}, { lastUsedAt: 'unknown' }],
  ])('%s', (_, sooner, later) => {
    const [first, second] = [laptop('9', sooner), laptop('1', later)];
    expect(idsOf([first, second])).toEqual(['9', '1']);
    expect(idsOf([second, first])).toEqual(['9', '1']);
  });

  it('is by number where nothing else tells', () => {
    expect(idsOf([laptop('10'), laptop('9'), laptop('101')])).toEqual(['9', '10', '101']);
  });

  it('has every classic token once, whatever there is, in an order that does not depend on the list', () => {
    const token = fc
      .record({
        id: fc.integer({ min: 1, max: 30 }).map(String),
        scopes: fc.constantFrom(null, [], ['repo'], ['repo', 'read:packages'], ['new']),
        expiresAt: fc.constantFrom('never' as const, NIGHT, plusDays(NIGHT, 9)),
        lastUsedAt: fc.constantFrom('never' as const, 'unknown' as const, plusDays(NIGHT, -3)),
      })
      .map((fields) => classicToken(fields));
    fc.assert(
      fc.property(fc.uniqueArray(token, { selector: keyOf }), (tokens) => {
        const ids = idsOf([...tokens, fineGrainedToken(), person()]);
        expect(ids.toSorted()).toEqual(tokens.map(({ id }) => id).toSorted());
        expect(idsOf(tokens.toReversed())).toEqual(ids);
      }),
    );
  });
});

describe('owners', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, each) => fineGrainedToken({ id: `${each}`, name: `${each}` }));

  it.each([
    [48, 0],
    [49, 1],
  ])('with %i fine-grained tokens and two to make, %i is too many', (existing, tooMany) => {
    const { owners } = plan([person(), ...many(existing), laptop('1'), laptop('2')]);
    expect(owners).toEqual([expect.objectContaining({ owner: 'octocat', toMake: 2, existing, tooMany })]);
  });

  it('whose fine-grained tokens were not read whole have none that are known', () => {
    const { owners, untold } = plan([person(), ...many(3), laptop('1')], ['fine-grained-tokens']);
    expect(owners).toEqual([expect.objectContaining({ existing: null, tooMany: 0 })]);
    expect(untold.join()).toMatch(/How many fine-grained tokens/);
  });

  it('are not counted fine-grained tokens for where GitHub names nobody, or somebody who left', () => {
    const tokens = [laptop('1', { owner: null }), laptop('2', { owner: owner('zoe', 3) })];
    const { owners } = plan([person(), ...many(50), ...tokens]);
    expect(owners).toEqual([
      expect.objectContaining({ owner: 'zoe', existing: null, tooMany: 0 }),
      expect.objectContaining({ owner: null, existing: null, tooMany: 0 }),
    ]);
  });

  it('stand in order of login, and nobody comes last', () => {
    const tokens = [
      laptop('1', { owner: null }),
      laptop('2', { owner: owner('zoe', 3) }),
      laptop('3', { owner: owner('Adam', 4) }),
    ];
    expect(plan(tokens, ['people']).owners.map((each) => each.owner)).toEqual(['Adam', 'zoe', null]);
    const ofZoe = ofOwner(plan(tokens, ['people']), 'ZOE');
    expect([ofZoe.steps.length, ofZoe.owners.map((each) => each.owner)]).toEqual([1, ['zoe']]);
  });
});

describe('what the plan leaves open', () => {
  const always = [
    /^Which repositories a classic token is used for/,
    /^Organisations that Patrol does not scan/,
  ];

  it.each<[string, SourceName[], RegExp[]]>([
    ['everything', [], []],
    ['all but people', ['people'], [/people were not read whole/]],
    ['all but fine-grained tokens', ['fine-grained-tokens'], [/^How many fine-grained tokens/]],
    ['all but classic tokens', ['sso-credentials'], [/not seen tonight/]],
    ['other sources in part', ['app-installations', 'deploy-keys'], []],
    [
      'none of the three',
      ['people', 'fine-grained-tokens', 'sso-credentials'],
      [/^Whose owner left/, /^How many/, /^Classic tokens/],
    ],
  ])('where %s was read whole', (_, partial, words) => {
    expect(plan([laptop('1')], partial).untold).toEqual(
      [...always, ...words].map((each) => expect.stringMatching(each)),
    );
    expect(plan([], partial).untold).toEqual([]);
  });
});
