import fc from 'fast-check';
import { type InventoryItem, keyOf } from '#core/credential.ts';
import { diffSnapshots } from '#core/diff.ts';
import { replayed, withReadable } from '#core/history/rebuild.ts';
import { plusDays } from '#core/instant.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { inventory } from '#test/builders/arbitraries.ts';
import { fineGrainedToken, instant, NIGHT, repository } from '#test/builders/items.ts';

const whole = { repositories: false };
const night = (number: number) => plusDays(NIGHT, number);

function snapshotOf(items: readonly InventoryItem[], seen = NIGHT): Snapshot {
  return new Map(items.map((item) => [keyOf(item), { item, seen }]));
}

const nights = fc
  .array(inventory, { minLength: 1, maxLength: 4 })
  .map((inventories) =>
    inventories.map((items, number) => ({ id: night(number), snapshot: snapshotOf(items, night(number)) })),
  );

function changesSince(scans: readonly { readonly id: typeof NIGHT; readonly snapshot: Snapshot }[]) {
  return scans.slice(1).map(({ id, snapshot }, before) => ({
    id,
    changes: diffSnapshots(scans[before]?.snapshot ?? new Map(), snapshot),
  }));
}

describe('a snapshot that is made again', () => {
  it('has the things and the fields of the one that was lost, from any earlier one', () => {
    fc.assert(
      fc.property(nights, (scans) => {
        const last = scans.at(-1)?.snapshot ?? new Map();
        const again = replayed(scans[0]?.snapshot ?? new Map(), changesSince(scans));
        expect(diffSnapshots(again, last)).toEqual([]);
        expect([...again.keys()].toSorted()).toEqual([...last.keys()].toSorted());
      }),
    );
  });

  it('is the lost one to the last use wherever it can still be read', () => {
    fc.assert(
      fc.property(nights, fc.infiniteStream(fc.boolean()), (scans, coins) => {
        const last: Snapshot = scans.at(-1)?.snapshot ?? new Map();
        const readable = new Map([...last].filter(() => coins.next().value));
        const exact = replayed(scans[0]?.snapshot ?? new Map(), changesSince(scans));
        const again = withReadable(exact, readable, whole);
        expect(diffSnapshots(again, last)).toEqual([]);
        for (const [key, sighting] of readable) expect(again.get(key)).toEqual(sighting);
        expect([...again.keys()].toSorted()).toEqual([...last.keys()].toSorted());
      }),
    );
  });

  it('says when it saw what changed, and what did not as long ago as it is sure of', () => {
    const [kept, changed] = [fineGrainedToken({ id: '1' }), fineGrainedToken({ id: '2' })];
    const renewed = { ...changed, expiresAt: instant('2027-10-01T00:00:00Z') };
    const scans = [
      [kept, changed],
      [kept, renewed],
      [kept, renewed],
    ].map((items, number) => ({
      id: night(number),
      snapshot: snapshotOf(items, night(number)),
    }));
    const again = replayed(snapshotOf([kept, changed]), changesSince(scans));
    expect([...again.values()].map(({ seen }) => seen)).toEqual([night(0), night(1)]);
  });

  const repositories = [repository({ id: 1 })];
  const known = fineGrainedToken({ repositories, repositoriesAsOf: NIGHT });
  const unread = { ...known, repositories: null, repositoriesAsOf: null, lastUsedAt: night(1) };

  it('knows the repositories of before where those are what is lost', () => {
    const lost = withReadable(snapshotOf([known]), snapshotOf([unread]), { repositories: true });
    expect([...lost.values()]).toMatchObject([
      { item: { lastUsedAt: night(1), repositories, repositoriesAsOf: NIGHT } },
    ]);
    const never = withReadable(snapshotOf([known]), snapshotOf([unread]), whole);
    expect([...never.values()]).toMatchObject([{ item: { repositories: null } }]);
    const newer = { ...known, repositories: [repository({ id: 1, name: 'renamed' })] };
    expect([
      ...withReadable(snapshotOf([known]), snapshotOf([newer]), { repositories: true }).values(),
    ]).toMatchObject([{ item: newer }]);
  });

  it('leaves a row that what is lost had corrected, and one of something that is gone', () => {
    const corrected = { ...known, name: 'as it was a page earlier' };
    const gone = fineGrainedToken({ id: '77' });
    expect(withReadable(snapshotOf([known]), snapshotOf([corrected, gone]), whole)).toEqual(
      snapshotOf([known]),
    );
  });
});
