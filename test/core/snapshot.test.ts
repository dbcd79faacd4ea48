import { type InventoryItem, keyOf } from '#core/credential.ts';
import { assemble, type Sighting, type SnapshotRows } from '#core/snapshot.ts';
import { addPiece, noRows } from '#core/snapshot-rows.ts';
import { classicToken, fineGrainedToken, instant, NIGHT, repository } from '#test/builders/items.ts';

const EARLIER = instant('2026-11-21T02:00:00Z');
const rows = (overrides: Partial<SnapshotRows>): SnapshotRows => ({ ...noRows(), ...overrides });
const kept = (overrides: Partial<SnapshotRows>): Sighting[] => [...assemble(NIGHT, rows(overrides)).values()];

describe('what a scan knows of its organisation', () => {
  const token = fineGrainedToken();
  const older = fineGrainedToken({ name: 'an older name' });

  it('has each thing of a list once, as it was last listed, seen in this scan', () => {
    expect(assemble(NIGHT, rows({ listed: [older, classicToken(), token] }))).toEqual(
      new Map<string, Sighting>([
        [keyOf(token), { item: token, seen: NIGHT }],
        [keyOf(classicToken()), { item: classicToken(), seen: NIGHT }],
      ]),
    );
  });

  it('believes what is settled before what is listed, and leaves it the scan that saw it', () => {
    const settled = [{ item: older, seen: EARLIER }];
    expect(kept({ listed: [token], settled })).toEqual(settled);
  });

  it('gives a holder its repositories, and the night they are from', () => {
    const repositories = [repository({ id: 7, name: 'seven' })];
    const row = { key: keyOf(token), repositories, asOf: EARLIER };
    expect(kept({ settled: [{ item: older, seen: EARLIER }], repositories: [row] })).toEqual([
      { item: { ...older, repositories, repositoriesAsOf: EARLIER }, seen: EARLIER },
    ]);
  });

  it.each<[string, InventoryItem[]]>([
    ['is not there', []],
    ['has no list of repositories', [classicToken()]],
  ])('adds no repositories to what %s', (_, listed) => {
    const row = { key: keyOf(classicToken()), repositories: [repository()], asOf: NIGHT };
    expect(kept({ listed, repositories: [row] })).toEqual(listed.map((item) => ({ item, seen: NIGHT })));
  });

  it.each<[string, object, boolean]>([
    ['without scopes and with the id of a fine-grained one is that one', {}, false],
    ['with scopes is one of its own', { scopes: ['repo'] }, true],
    ['of another kind is one of its own', { kind: 'oauth-token' }, true],
    ['with an id of its own is one of its own', { id: '9' }, true],
  ])('a token of the SSO list %s', (_, overrides, stays) => {
    const item = { ...classicToken({ scopes: null, id: token.id }), ...overrides } as InventoryItem;
    expect(kept({ listed: [item, token] }).map((each) => each.item)).toEqual(stays ? [item, token] : [token]);
  });
});

describe('the pieces of a scan', () => {
  it.each([
    ['settled', 'settled'],
    ['token-repositories', 'repositories'],
    ['request-repositories', 'repositories'],
    ['fine-grained-tokens', 'listed'],
    ['token-requests', 'listed'],
    ['people', 'listed'],
  ] as const)('of %s are put together with what is %s', (source, place) => {
    const growing = noRows();
    addPiece(growing, source, ['first']);
    addPiece(growing, source, ['second', 'third']);
    expect(growing).toEqual({
      ...{ listed: [], settled: [], repositories: [] },
      [place]: ['first', 'second', 'third'],
    });
  });

  it('may hold more things than a call takes arguments', () => {
    const growing = noRows();
    addPiece(growing, 'people', new Array(300_000).fill(1));
    expect(growing.listed).toHaveLength(300_000);
  });
});
