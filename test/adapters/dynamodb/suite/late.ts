import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { projectSome } from '#adapters/dynamodb/project.ts';
import type { Cursor } from '#scan/ports.ts';
import type { Store } from '#scan/store-port.ts';
import { ACME } from '#test/builders/scan-records.ts';
import { dump } from '../database.ts';
import { Crash, countWrites, crashAfterWrite, stallBeforeWrite } from '../watched-client.ts';
import type { Fresh, World } from './fresh.ts';
import { commitNight, NIGHTS, type Night, projectAll, runNight } from './night.ts';

const STATES = ['open', 'waived', 'resolved'] as const;
const [first, second, third] = NIGHTS;
const fourth: Night = { ...first, id: '2026-11-23T02:00:00Z' as Night['id'], changes: [], transitions: [] };

/** What everybody sees who asks this store, and what lies beneath once another night has passed. */
async function outcome({ store, table }: World) {
  const seen = { findings: await store.findings(ACME, STATES), owned: await store.ownedBy('octocat') };
  await runNight(store, fourth, 'me');
  return { ...seen, items: await dump(table) };
}

async function calmOutcome(fresh: Fresh) {
  const calm = await fresh();
  for (const night of NIGHTS) await runNight(calm.store, night, 'me');
  return outcome(calm);
}

/** The writes with which current items and findings follow the first night. */
async function writesOfProjection(fresh: Fresh): Promise<number> {
  const { store, table } = await fresh();
  await commitNight(store, first, 'me');
  const writes = countWrites(table.client);
  await projectAll(store);
  return writes();
}

export function describeLate(fresh: Fresh): void {
  describe('a process that stands still while it writes for a scan', () => {
    it('and goes on two nights later changes nothing that anybody sees, and leaves nothing behind', async () => {
      const expected = await calmOutcome(fresh);
      const last = await writesOfProjection(fresh);
      expect(last).toBeGreaterThan(2);
      for (let nth = 1; nth <= last; nth += 1) {
        const world = await fresh();
        await commitNight(world.store, first, 'slow');
        const slow = world.other((client) => stallBeforeWrite(client, nth, () => twoNights(world.store)));
        await projectAll(slow);
        expect({ nth, versions: await versionsIn(world) }).toEqual({ nth, versions: 2 });
        expect({ nth, ...(await outcome(world)) }).toEqual({ nth, ...expected });
      }
    });

    it('and dies as soon as its late findings are written is overruled all the same', async () => {
      const expected = await calmOutcome(fresh);
      const world = await fresh();
      await commitNight(world.store, first, 'slow');
      // After the record and the organisation: the findings.
      const slow = world.other((client) => {
        stallBeforeWrite(client, 2, () => twoNights(world.store));
        crashAfterWrite(client, 2);
      });
      await expect(projectAll(slow)).rejects.toThrow(Crash);
      expect(await versionsIn(world)).toBe(3);
      expect(await outcome(world)).toEqual(expected);
    });
  });

  describe('what follows a commit', () => {
    it('may be done in steps of any size, by whoever is there', async () => {
      const expected = await calmOutcome(fresh);
      for (const mostItems of [1, 3]) {
        const world = await fresh();
        const steps: number[] = [];
        for (const night of NIGHTS) {
          await commitNight(world.store, night, 'me');
          steps.push(await inSteps(world, mostItems));
        }
        expect(steps[0]).toBeGreaterThan(1);
        expect({ mostItems, ...(await outcome(world)) }).toEqual({ mostItems, ...expected });
      }
    });

    it('takes the item of a finding from before there were versions away', async () => {
      const expected = await calmOutcome(fresh);
      const world = await fresh();
      await runNight(world.store, first, 'me');
      for (const item of (await dump(world.table)).filter(({ type }) => type === 'finding')) {
        const Item = { ...item, sk: item['id'], schemaVersion: 1 };
        await world.table.client.send(new PutCommand({ TableName: world.table.name, Item }));
      }
      await runNight(world.store, second, 'me');
      await runNight(world.store, third, 'me');
      expect(await outcome(world)).toEqual(expected);
    });
  });
}

/** Of the two findings that there are. */
async function versionsIn({ table }: World): Promise<number> {
  return (await dump(table)).filter(({ type }) => type === 'finding').length;
}

async function twoNights(store: Store): Promise<void> {
  await runNight(store, second, 'quick');
  await runNight(store, third, 'quick');
}

/** Every step twice, as after a crash before it was noted. */
async function inSteps({ table }: World, mostItems: number): Promise<number> {
  let from: Cursor | null = null;
  for (let steps = 1; ; steps += 1) {
    await projectSome(table, ACME, from, mostItems);
    from = await projectSome(table, ACME, from, mostItems);
    if (from === null) return steps;
  }
}
