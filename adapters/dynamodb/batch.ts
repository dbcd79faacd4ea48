import { BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Attributes } from './attributes.ts';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';

export type Write = { readonly put: Attributes & Key } | { readonly remove: Key };
type Request = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

const AT_ONCE = 25;
const LANES = 12;
/** Milliseconds between the attempts to write what was left undone: half a minute in all. */
const PAUSES = [50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800];

/** Writes all, in no order, no key twice. What DynamoDB hands back unprocessed is sent again, ever more slowly. */
export async function writeAll(
  table: Table,
  writes: readonly Write[],
  pauses: readonly number[] = PAUSES,
): Promise<void> {
  const batches = Array.from({ length: Math.ceil(writes.length / AT_ONCE) }, (_, batch) =>
    writes.slice(batch * AT_ONCE, (batch + 1) * AT_ONCE),
  );
  await inLanes(batches, LANES, (batch) => writeBatch(table, batch.map(requestOf), pauses));
}

/** Runs `work` over all, at most `lanes` at a time. After a failure nothing is begun, and nothing is left running. */
export async function inLanes<Item>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const failures: unknown[] = [];
  const lane = async () => {
    for (const item of rest) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
}

async function writeBatch(
  { client, name }: Table,
  requests: readonly Request[],
  pauses: readonly number[],
): Promise<void> {
  let rest = requests;
  for (const pause of [0, ...pauses]) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    const input = { RequestItems: { [name]: [...rest] } };
    const { UnprocessedItems } = await client.send(new BatchWriteCommand(input));
    rest = UnprocessedItems?.[name] ?? [];
    if (rest.length === 0) return;
  }
  throw new Error(
    `DynamoDB still refuses ${rest.length} writes to table ${name} after ${pauses.length + 1} attempts: it is throttled. Run the scan again.`,
  );
}

function requestOf(write: Write): Request {
  return 'put' in write
    ? { PutRequest: { Item: { ...write.put } } }
    : { DeleteRequest: { Key: { ...write.remove } } };
}
