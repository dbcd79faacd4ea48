import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createStore } from '#adapters/dynamodb/store.ts';
import type { Table } from '#adapters/dynamodb/table.ts';
import { type Instant, plusSeconds } from '#core/instant.ts';
import type { ChunkRef, ScanId } from '#core/scan-record.ts';
import type { Store } from '#scan/store-port.ts';
import { NIGHT } from '#test/builders/items.ts';
import { ACME } from '#test/builders/scan-records.ts';
import { type Database, freshTable } from '../database.ts';

export const LATER = '2026-11-23T02:00:00Z' as Instant;
/** A lease, and a second. */
export const A_MINUTE = 61;

/** A store on an empty table of its own, with a clock to turn. */
export interface World {
  readonly table: Table;
  readonly store: Store;
  /** The same memory as another process sees it. */
  other(watch?: (client: DynamoDBDocumentClient) => void): Store;
  /** Turns the clock of all stores of this world. */
  wait(seconds: number): void;
}

export type Fresh = () => Promise<World>;

/** Worlds on a database that is started once for all tests of a file. */
export function freshOn(start: () => Promise<Database>): Fresh {
  let database: Database | undefined;
  beforeAll(async () => {
    database = await start();
  }, 120_000);
  afterAll(() => database?.close());

  return async () => {
    if (database === undefined) throw new Error('The database did not start.');
    const { connect } = database;
    const table = await freshTable(connect());
    let now: Instant = NIGHT;
    const open = (client: DynamoDBDocumentClient) =>
      createStore(client, { table: table.name, now: () => now });
    return {
      table,
      store: open(table.client),
      other(watch) {
        const client = connect();
        watch?.(client);
        return open(client);
      },
      wait(seconds) {
        now = plusSeconds(now, seconds);
      },
    };
  };
}

/** The items of each of these pieces. */
export async function read(
  store: Store,
  refs: readonly ChunkRef[],
  scan: ScanId = NIGHT,
): Promise<(readonly unknown[])[]> {
  const pieces: (readonly unknown[])[] = [];
  for await (const { items } of store.readChunks(ACME, scan, refs)) pieces.push(items);
  return pieces;
}

/** All that an answer in pieces gives. */
export async function collected<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
