import { createHash } from 'node:crypto';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '#adapters/dynamodb/table.ts';
import type { ChunkRef } from '#core/scan-record.ts';
import { DamagedChunkError } from '#scan/store-port.ts';
import { NIGHT, person } from '#test/builders/items.ts';
import { ACME, change, transition } from '#test/builders/scan-records.ts';
import { dump } from '../database.ts';
import { type Fresh, read } from './fresh.ts';

export function describePieces(fresh: Fresh): void {
  describe('the pieces of a snapshot', () => {
    it('come back in the order they were asked for, as they were given', async () => {
      const { store } = await fresh();
      await store.open({ org: ACME, scan: NIGHT, holder: 'me' });
      const refs: ChunkRef[] = [];
      for (const [source, ordinal] of [
        ['people', 0],
        ['people', 1],
        ['fine-grained-tokens', 0],
        ['people', 2],
      ] as const) {
        const items = [person({ id: `${source} ${ordinal}` })];
        refs.push(await store.putChunk(ACME, NIGHT, { source, ordinal, items }));
      }
      const backwards = refs.toReversed();
      expect(await read(store, refs)).toEqual(
        refs.map(({ ordinal, source }) => [person({ id: `${source} ${ordinal}` })]),
      );
      expect((await read(store, backwards)).toReversed()).toEqual(await read(store, refs));
      expect(await read(store, [])).toEqual([]);
    });

    it('are cut where one item would be too large', async () => {
      const { store, table } = await fresh();
      const items = noise(1_200_000);
      await store.open({ org: ACME, scan: NIGHT, holder: 'me' });
      const ref = await store.putChunk(ACME, NIGHT, { source: 'people', ordinal: 0, items });
      expect((await dump(table)).filter(({ type }) => type === 'chunk').length).toBeGreaterThan(2);
      expect(await read(store, [ref])).toEqual([items]);
    });

    it('of which one is missing or altered are named, and the others are read', async () => {
      const { store, table } = await fresh();
      await store.open({ org: ACME, scan: NIGHT, holder: 'me' });
      const put = (ordinal: number, items: readonly unknown[]) =>
        store.putChunk(ACME, NIGHT, { source: 'people', ordinal, items });
      const whole = await put(0, [person()]);
      const cut = await put(1, noise(900_000));
      const garbled = await put(2, [person({ id: '2' })]);
      const altered = await put(3, [person({ id: '3' })]);
      const gone = await put(4, [person({ id: '4' })]);
      const parts = (await dump(table)).filter(({ type }) => type === 'chunk');
      const partsOf = ({ ordinal }: ChunkRef) => parts.filter((part) => numberOf(part) === ordinal);
      await remove(table, partsOf(cut)[1]);
      await replaceData(table, partsOf(garbled)[0], new Uint8Array([1, 2, 3]));
      await replaceData(table, partsOf(altered)[0], dataOf(partsOf(whole)[0]));
      await remove(table, partsOf(gone)[0]);
      const say = (ref: ChunkRef, what: string) =>
        expect(read(store, [ref])).rejects.toThrow(
          `Piece ${ref.ordinal} of people in scan ${NIGHT} of Acme-Corp is damaged: ${what}`,
        );
      await say(cut, `${partsOf(cut).length - 1} of ${partsOf(cut).length} parts are there`);
      await say(garbled, 'it cannot be unpacked');
      await say(altered, 'its content is not what was written (SHA-256 differs)');
      await say(gone, '0 of 1 parts are there');
      await expect(read(store, [whole, cut])).rejects.toThrow(DamagedChunkError);
      expect(await read(store, [whole])).toEqual([[person()]]);
    });

    it('of an earlier attempt go, the kept ones excepted, with its changes and transitions', async () => {
      const { store } = await fresh();
      await store.open({ org: ACME, scan: NIGHT, holder: 'me' });
      const put = (ordinal: number, id: string) =>
        store.putChunk(ACME, NIGHT, { source: 'people', ordinal, items: [person({ id })] });
      const [kept, old, replaced] = [await put(0, 'kept'), await put(1, 'old'), await put(2, 'replaced')];
      const newer = await put(2, 'newer');
      await store.stageChanges(ACME, NIGHT, [change()]);
      await store.stageTransitions(ACME, NIGHT, [transition()]);
      expect(await store.discardStaged(ACME, NIGHT, [kept, newer], 3)).toBe('more');
      expect(await store.discardStaged(ACME, NIGHT, [kept, newer], 3)).toBe('done');
      expect(await read(store, [kept, newer])).toHaveLength(2);
      await expect(read(store, [old])).rejects.toThrow(DamagedChunkError);
      await expect(read(store, [replaced])).rejects.toThrow(DamagedChunkError);
      expect([await store.changes(ACME, NIGHT), await store.transitions(ACME, NIGHT)]).toEqual([[], []]);
    });
  });
}

/** Words that no compression makes smaller: so many bytes of them. */
function noise(bytes: number): string[] {
  return Array.from({ length: bytes / 32 }, (_, word) =>
    createHash('sha256').update(String(word)).digest('base64'),
  );
}

async function replaceData(
  table: Table,
  item: Record<string, unknown> | undefined,
  data: unknown,
): Promise<void> {
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, data } }));
}

async function remove(table: Table, item: Record<string, unknown> = {}): Promise<void> {
  const { pk, sk } = item;
  await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
}

const numberOf = ({ ordinal }: Record<string, unknown>) => ordinal;
const dataOf = ({ data }: Record<string, unknown> = {}) => data;
