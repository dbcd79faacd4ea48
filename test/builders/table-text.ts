import { brotliDecompressSync } from 'node:zlib';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '#adapters/dynamodb/table.ts';

/** Every byte that is kept, what is compressed in plain words as well: to look for what must not be there. */
export async function textOfTable({ client, name }: Table): Promise<string> {
  const { Items: items = [], LastEvaluatedKey: more } = await client.send(
    new ScanCommand({ TableName: name }),
  );
  if (more !== undefined) throw new RangeError('The table is too large to be looked at in one piece.');
  const plain = JSON.stringify(items, (_, value) => (value instanceof Uint8Array ? undefined : value));
  const packed = items.flatMap((item) => Object.values(item).filter((value) => value instanceof Uint8Array));
  return [plain, ...packed.map((data) => brotliDecompressSync(data).toString('latin1'))].join('\n');
}
