import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { documentClient } from '#adapters/dynamodb/client.ts';
import { ensureTable, type Table } from '#adapters/dynamodb/table.ts';

/** A DynamoDB to test against. */
export interface Database {
  connect(): DynamoDBDocumentClient;
  close(): Promise<void>;
}

export function connectTo(endpoint: string): DynamoDBDocumentClient {
  return documentClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}

/** dynalite in memory, or in a folder. */
export async function startDynalite(path?: string): Promise<Database> {
  const server = dynalite({ createTableMs: 0, ...(path === undefined ? {} : { path }) });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    connect: () => connectTo(`http://127.0.0.1:${port}`),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let tables = 0;

/** A table of its own for one test. */
export async function freshTable(client: DynamoDBDocumentClient): Promise<Table> {
  tables += 1;
  const table = { client, name: `patrol-${tables}` };
  await ensureTable(table);
  return table;
}

/** Everything in the table, in the order of keys: what only a test may ask for. */
export async function dump({ client, name }: Table): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: name,
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
}

function placeOf({ pk, sk }: Record<string, unknown>): string {
  return `${pk}\u0000${sk}`;
}
