import type { BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { inLanes, writeAll } from '#adapters/dynamodb/batch.ts';
import { connectTo } from './database.ts';

type Answer = (requests: readonly unknown[]) => readonly unknown[];

/** A client whose DynamoDB leaves some writes of every batch undone. */
function throttled(leaves: Answer) {
  const client = connectTo('http://127.0.0.1:1');
  const batches: unknown[][] = [];
  client.middlewareStack.add(
    () => async (args) => {
      const input = args.input as BatchWriteCommandInput;
      const [requests = []] = Object.values(input.RequestItems ?? {});
      batches.push(requests);
      const rest = leaves(requests);
      return {
        output: { UnprocessedItems: rest.length === 0 ? {} : { patrol: rest } },
        response: {},
      } as never;
    },
    { step: 'initialize', priority: 'low' },
  );
  return { table: { client, name: 'patrol' }, batches };
}

const puts = Array.from({ length: 60 }, (_, sk) => ({ put: { pk: 'p', sk: String(sk) } }));

describe('writing many items', () => {
  it('sends at most 25 at once, and again what was left undone', async () => {
    let busy = 2;
    const { batches, table } = throttled((requests) => (busy-- > 0 ? requests.slice(0, 5) : []));
    await writeAll(table, puts);
    expect(batches.map(({ length }) => length).toSorted((one, other) => one - other)).toEqual([
      5, 5, 10, 25, 25,
    ]);
    expect(new Set(batches.flat().map((request) => JSON.stringify(request))).size).toBe(60);
  });

  it('says that the table is throttled when it stays so', async () => {
    const { table } = throttled((requests) => requests);
    await expect(writeAll(table, puts.slice(0, 1), [1, 1])).rejects.toThrow(
      'DynamoDB still refuses 1 writes to table patrol after 3 attempts: it is throttled.',
    );
  });

  it('sends nothing for nothing', async () => {
    const { batches, table } = throttled(() => []);
    await writeAll(table, []);
    expect(batches).toEqual([]);
  });
});

describe('lanes', () => {
  it('leave nothing running and begin nothing after a failure', async () => {
    const [begun, ended]: [number[], number[]] = [[], []];
    const work = async (item: number) => {
      begun.push(item);
      await new Promise((resolve) => setTimeout(resolve, item === 1 ? 5 : 30));
      if (item === 1) throw new Error('one is bad');
      ended.push(item);
    };
    await expect(inLanes([0, 1, 2, 3, 4, 5], 3, work)).rejects.toThrow('one is bad');
    expect(begun).toEqual([0, 1, 2]);
    expect(ended).toEqual([0, 2]);
  });
});
