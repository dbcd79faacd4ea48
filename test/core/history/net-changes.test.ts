import fc from 'fast-check';
import type { InventoryItem } from '#core/credential.ts';
import { keyOf } from '#core/credential.ts';
import { diffSnapshots } from '#core/diff.ts';
import { netChanges } from '#core/history/net-changes.ts';
import type { Change } from '#core/scan-record.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { inventory } from '#test/builders/arbitraries.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { change } from '#test/builders/scan-records.ts';

const snapshotOf = (items: readonly InventoryItem[]): Snapshot =>
  new Map(items.map((item) => [keyOf(item), { item, seen: NIGHT }]));

describe('the net of the changes of several scans', () => {
  it('is what differs between the first snapshot and the last, for any history', () => {
    fc.assert(
      fc.property(fc.array(inventory, { minLength: 1, maxLength: 6 }), (nights) => {
        const snapshots = nights.map(snapshotOf);
        const steps = snapshots.flatMap((snapshot, night): Change[] => {
          const before = snapshots[night - 1];
          return before === undefined ? [] : diffSnapshots(before, snapshot);
        });
        const [first = new Map(), last = new Map()] = [snapshots[0], snapshots.at(-1)];
        const expected = diffSnapshots(first, last);
        const untold = withUnknownRepositories(snapshots);
        const comparable = (changes: readonly Change[]) => changes.flatMap((each) => essence(each, untold));
        expect(comparable(netChanges(steps))).toEqual(comparable(expected));
      }),
    );
  });

  const token = fineGrainedToken();
  const renamed = fineGrainedToken({ name: 'renamed' });
  const rename = change({
    item: renamed,
    change: 'changed',
    fields: { name: { before: token.name, after: renamed.name } },
  });
  const back = change({
    item: token,
    change: 'changed',
    fields: { name: { before: renamed.name, after: token.name } },
  });
  /** A field that an older Patrol does not write: gone with it, it reads as null. */
  const told = { ...token, told: 'more' } as InventoryItem;
  const tells = change({
    item: told,
    change: 'changed',
    fields: { told: { before: null, after: 'more' } } as Change['fields'],
  });
  const tellsNot = change({
    item: token,
    change: 'changed',
    fields: { told: { before: 'more', after: null } } as Change['fields'],
  });
  it.each<[string, Change[], Pick<Change, 'change' | 'fields'>[]]>([
    ['came and went', [change({ item: token }), change({ item: token, change: 'gone' })], []],
    ['was changed and changed back', [rename, back], []],
    ['got a field and lost it again', [tells, tellsNot], []],
    [
      'got a field, lost it again and was changed',
      [tells, tellsNot, rename],
      [{ change: 'changed', fields: rename.fields }],
    ],
    ['went and came back as it was', [change({ item: token, change: 'gone' }), change({ item: token })], []],
    [
      'went and came back changed',
      [change({ item: token, change: 'gone' }), change({ item: renamed })],
      [{ change: 'changed', fields: rename.fields }],
    ],
    ['came and was changed', [change({ item: token }), rename], [{ change: 'appeared', fields: {} }]],
    [
      'was changed and went',
      [rename, change({ item: renamed, change: 'gone' })],
      [{ change: 'gone', fields: {} }],
    ],
  ])('of a thing that %s', (_, changes, expected) => {
    expect(netChanges(changes).map(({ change: what, fields }) => ({ change: what, fields }))).toEqual(
      expected,
    );
  });
});

/** Things whose repositories were not known in some night: a step to or from what is not known is in no change. */
function withUnknownRepositories(snapshots: readonly Snapshot[]): ReadonlySet<string> {
  return new Set(
    snapshots.flatMap((snapshot) =>
      [...snapshot].flatMap(([key, { item }]) =>
        'repositories' in item && item.repositories === null ? [key] : [],
      ),
    ),
  );
}

/** Without the item: what it was last used at in between is in no change. Nor repositories nobody can compare. */
function essence({ key, change: what, fields }: Change, untold: ReadonlySet<string>) {
  const told = Object.entries(fields).filter(([field]) => field !== 'repositories' || !untold.has(key));
  return what === 'changed' && told.length === 0 ? [] : [{ key, what, fields: Object.fromEntries(told) }];
}
