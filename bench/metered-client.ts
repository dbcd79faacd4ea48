import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { INDEXES } from '#adapters/dynamodb/table.ts';
import { itemSize } from './item-size.ts';

type Item = Readonly<Record<string, unknown>>;

/** What DynamoDB would bill, by its published rules and not by what an emulator counts. */
export interface Meter {
  /** A unit for each KB begun of an item, and again in each index that has it. */
  writeUnits: number;
  /** The same by the type of the item; `removed` for what is taken away. */
  unitsByType: Readonly<Record<string, number>>;
  writtenItems: number;
  writtenBytes: number;
  /** Updates of the head: what they cost goes by the size of the head, which they do not send. */
  updates: number;
  /** Queries, each of at most 1 MB. */
  reads: number;
}

export const startOfMeter = (): Meter => ({
  ...{ writeUnits: 0, unitsByType: {}, writtenItems: 0, writtenBytes: 0 },
  ...{ updates: 0, reads: 0 },
});

/** Counts what this client sends from now on; `meter` may be reset in place. */
export function metered(client: DynamoDBDocumentClient, meter: Meter): DynamoDBDocumentClient {
  client.middlewareStack.add(
    (next, context) => (input) => {
      note(meter, String(context['commandName']), input.input as Item);
      return next(input);
    },
    { step: 'initialize', name: 'metered', priority: 'high' },
  );
  return client;
}

/** Write units of one item that is put. */
export function unitsOf(item: Item): number {
  const indexes = Object.values(INDEXES).filter(([partition]) => partition in item).length;
  return Math.ceil(itemSize(item) / 1_024) * (1 + indexes);
}

function note(meter: Meter, command: string, input: Item): void {
  if (command.startsWith('Put')) put(meter, input['Item'] as Item);
  else if (command.startsWith('Update')) meter.updates += 1;
  else if (command.startsWith('Query')) meter.reads += 1;
  else if (command.startsWith('BatchWrite')) {
    for (const requests of Object.values(input['RequestItems'] as Record<string, Item[]>)) {
      for (const request of requests) batched(meter, request);
    }
  }
}

function batched(meter: Meter, { DeleteRequest, PutRequest }: Item): void {
  if (PutRequest !== undefined) put(meter, (PutRequest as { Item: Item }).Item);
  // What a deleted item was is not sent: one unit, and one in each index at most.
  if (DeleteRequest !== undefined) count(meter, 'removed', 1 + Object.keys(INDEXES).length);
}

function put(meter: Meter, item: Item): void {
  count(meter, String(item['type']), unitsOf(item));
  meter.writtenItems += 1;
  meter.writtenBytes += itemSize(item);
}

function count(meter: Meter, type: string, units: number): void {
  meter.writeUnits += units;
  meter.unitsByType = { ...meter.unitsByType, [type]: (meter.unitsByType[type] ?? 0) + units };
}
