import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '#core/instant.ts';
import { ACME } from '#test/builders/scan-records.ts';
import { dump } from '../database.ts';
import { Crash, countWrites, crashAfterWrite } from '../watched-client.ts';
import { A_MINUTE, type Fresh, type World } from './fresh.ts';
import { NIGHTS, type Night, runNight } from './night.ts';

const NOON = '2026-11-21T12:00:00Z' as Instant;

export function describeCrashes(fresh: Fresh): void {
  describe('a crash', () => {
    it('after any write of a night changes nothing once the night is run again', async () => {
      const calm = await fresh();
      await runNight(calm.store, NIGHTS[0], 'me');
      const writes = countWrites(calm.table.client);
      await runNight(calm.store, NIGHTS[1], 'me');
      const expected = await dump(calm.table);
      const last = writes();
      expect(last).toBeGreaterThan(8);
      for (let nth = 1; nth <= last; nth++) {
        const world = await fresh();
        await runNight(world.store, NIGHTS[0], 'me');
        await dieIn(world, NIGHTS[1], (client) => crashAfterWrite(client, nth));
        world.wait(A_MINUTE);
        await runNight(world.other(), NIGHTS[1], 'survivor');
        expect({ nth, items: await dump(world.table) }).toEqual({ nth, items: expected });
      }
    }, 120_000);

    it('in a night that is never run again leaves nothing of it behind, or all of it', async () => {
      const all = await fresh();
      await runNight(all.store, NIGHTS[0], 'me');
      const writes = countWrites(all.table.client);
      await runNight(all.store, NIGHTS[1], 'me');
      const last = writes();
      await runNight(all.store, NIGHTS[2], 'me');
      const none = await fresh();
      await runNight(none.store, NIGHTS[0], 'me');
      await runNight(none.store, NIGHTS[2], 'me');
      const expected = { all: await dump(all.table), none: await dump(none.table) };
      const outcomes: (keyof typeof expected)[] = [];
      for (let nth = 1; nth <= last; nth++) {
        const world = await fresh();
        await runNight(world.store, NIGHTS[0], 'me');
        await dieIn(world, NIGHTS[1], (client) => crashAfterWrite(client, nth));
        const outcome = (await world.store.head(ACME))?.id === NIGHTS[1].id ? 'all' : 'none';
        world.wait(A_MINUTE);
        await runNight(world.other(), NIGHTS[2], 'next');
        expect({ nth, items: await dump(world.table) }).toEqual({ nth, items: expected[outcome] });
        outcomes.push(outcome);
      }
      expect(new Set(outcomes)).toEqual(new Set(['none', 'all']));
    }, 120_000);

    it('while the leavings of another crash are swept away leaves them to the next one', async () => {
      const clean = await fresh();
      await runNight(clean.store, NIGHTS[2], 'me');
      const expected = await dump(clean.table);
      for (let nth = 1; nth <= 3; nth++) {
        const world = await fresh();
        await dieIn(world, NIGHTS[0], (client) => crashAfterWrite(client, 5));
        world.wait(A_MINUTE);
        await dieIn(world, NIGHTS[1], (client) => crashAfterWrite(client, nth));
        world.wait(A_MINUTE);
        await dieIn(world, { ...NIGHTS[1], id: NOON }, (client) => crashAfterWrite(client, 1));
        world.wait(A_MINUTE);
        await runNight(world.other(), NIGHTS[2], 'next');
        expect({ nth, items: await dump(world.table) }).toEqual({ nth, items: expected });
      }
    });
  });
}

async function dieIn(
  world: World,
  night: Night,
  watch: (client: DynamoDBDocumentClient) => void,
): Promise<void> {
  await expect(runNight(world.other(watch), night, 'doomed')).rejects.toThrow(Crash);
}
