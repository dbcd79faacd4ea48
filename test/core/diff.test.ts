import fc from 'fast-check';
import { type InventoryItem, type ItemKey, keyOf } from '#core/credential.ts';
import { changedFields, diffSnapshots } from '#core/diff.ts';
import type { Sighting, Snapshot } from '#core/snapshot.ts';
import { inventory } from '#test/builders/arbitraries.ts';
import {
  appInstallation,
  deployKey,
  fineGrainedToken,
  instant,
  NIGHT,
  repository,
} from '#test/builders/items.ts';

const snapshotOf = (items: readonly InventoryItem[]): Snapshot =>
  new Map<ItemKey, Sighting>(items.map((item) => [keyOf(item), { item, seen: NIGHT }]));

describe('changedFields', () => {
  it.each<[string, InventoryItem, InventoryItem, string[]]>([
    ['nothing', fineGrainedToken(), fineGrainedToken(), []],
    ['the last use', fineGrainedToken(), fineGrainedToken({ lastUsedAt: NIGHT }), []],
    [
      'when the repositories were read',
      fineGrainedToken(),
      fineGrainedToken({ repositoriesAsOf: instant('2026-11-23T02:00:00Z') }),
      [],
    ],
    ['the expiry', fineGrainedToken(), fineGrainedToken({ expiresAt: 'never' }), ['expiresAt']],
    [
      'a level',
      fineGrainedToken(),
      fineGrainedToken({ permissions: { repository: { contents: 'write' } } }),
      ['permissions'],
    ],
    [
      'a permission more',
      fineGrainedToken({ permissions: { repository: { contents: 'read' } } }),
      fineGrainedToken({ permissions: { repository: { contents: 'read', metadata: 'read' } } }),
      ['permissions'],
    ],
    [
      'a permission less',
      fineGrainedToken({ permissions: { repository: { contents: 'read', metadata: 'read' } } }),
      fineGrainedToken({ permissions: { repository: { contents: 'read' } } }),
      ['permissions'],
    ],
    [
      'the order of permissions',
      fineGrainedToken(),
      fineGrainedToken({ permissions: { repository: { contents: 'read', metadata: 'read' } } }),
      [],
    ],
    [
      'the owner’s login',
      fineGrainedToken(),
      fineGrainedToken({ owner: { id: 583_231, login: 'monalisa' } }),
      ['owner'],
    ],
    [
      'its owner, whom GitHub names no more',
      fineGrainedToken(),
      fineGrainedToken({ owner: null }),
      ['owner'],
    ],
    ['its owner, whom GitHub names now', fineGrainedToken({ owner: null }), fineGrainedToken(), ['owner']],
    [
      'a repository’s name',
      fineGrainedToken(),
      fineGrainedToken({ repositories: [repository({ name: 'hello' })] }),
      [],
    ],
    [
      'a repository more',
      fineGrainedToken(),
      fineGrainedToken({ repositories: [repository(), repository({ id: 2 })] }),
      ['repositories'],
    ],
    [
      'one repository for another',
      fineGrainedToken(),
      fineGrainedToken({ repositories: [repository({ id: 2 })] }),
      ['repositories'],
    ],
    [
      'repositories that had not been read',
      fineGrainedToken({ repositories: null, repositoriesAsOf: null }),
      fineGrainedToken(),
      [],
    ],
    [
      'repositories that could not be read',
      fineGrainedToken(),
      fineGrainedToken({ repositories: null, repositoriesAsOf: null }),
      [],
    ],
    ['whether a key can push', deployKey(), deployKey({ readOnly: false }), ['readOnly']],
  ])('of a thing where %s changed', (_, before, after, fields) => {
    expect(Object.keys(changedFields(before, after))).toStrictEqual(fields);
  });

  it('takes what an earlier Patrol did not keep, or this one does not keep, for nothing', () => {
    const { events, ...without } = appInstallation();
    const [old, now] = [without as InventoryItem, appInstallation()];
    expect(changedFields(old, now)).toStrictEqual({ events: { before: null, after: events } });
    expect(changedFields(now, old)).toStrictEqual({ events: { before: events, after: null } });
  });
});

describe('diffSnapshots', () => {
  it('finds nothing between a snapshot and itself', () => {
    fc.assert(
      fc.property(inventory, (items) => {
        expect(diffSnapshots(snapshotOf(items), snapshotOf(structuredClone(items)))).toEqual([]);
      }),
    );
  });

  it('tells what is gone, appeared and changed, in order of key', () => {
    const [kept, renamed] = [fineGrainedToken({ id: '2' }), fineGrainedToken({ id: '2', name: 'another' })];
    const [gone, fresh] = [fineGrainedToken({ id: '1' }), deployKey()];
    const before = snapshotOf([kept, gone, fineGrainedToken({ id: '3' })]);
    const after = snapshotOf([fineGrainedToken({ id: '3' }), renamed, fresh]);
    const fields = { name: { before: kept.name, after: 'another' } };
    expect(diffSnapshots(before, after)).toStrictEqual([
      { key: keyOf(fresh), change: 'appeared', fields: {}, item: fresh },
      { key: keyOf(gone), change: 'gone', fields: {}, item: gone },
      { key: keyOf(renamed), change: 'changed', fields, item: renamed },
    ]);
  });

  it('leads from the one snapshot to the other', () => {
    fc.assert(
      fc.property(inventory, inventory, (before, after) => {
        const replayed = new Map(snapshotOf(before));
        const changes = diffSnapshots(replayed, snapshotOf(after));
        for (const { change, item, key } of changes) {
          if (change === 'gone') replayed.delete(key);
          else replayed.set(key, { item, seen: NIGHT });
        }
        expect(diffSnapshots(replayed, snapshotOf(after))).toEqual([]);
        expect([...replayed.keys()].toSorted()).toEqual([...snapshotOf(after).keys()].toSorted());
        expect(changes.map(({ key }) => key)).toEqual(changes.map(({ key }) => key).toSorted());
      }),
    );
  });
});
