import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import { documentClient } from '#adapters/dynamodb/client.ts';
import { createStore } from '#adapters/dynamodb/store.ts';
import { ensureTable, type Table } from '#adapters/dynamodb/table.ts';
import type { Store } from '#scan/store-port.ts';

/**
 * The real store on a dynalite in memory; `again()` opens the same memory anew, as the next run would, and
 * `table` is what lies beneath.
 */
export async function memoryStore(): Promise<{
  store: Store;
  again(): Store;
  table: Table;
  url: string;
  /** What was done with the table through this server, as IAM calls it, and the indexes that were asked. */
  actions: Set<string>;
  indexes: Set<string>;
  close(): Promise<void>;
}> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connect = () =>
    documentClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'local',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  const table = { client: connect(), name: 'patrol' };
  await ensureTable(table);
  const actions = new Set<string>();
  const indexes = new Set<string>();
  server.on('request', (request: IncomingMessage) => {
    actions.add(`${request.headers['x-amz-target']}`.replace(/^DynamoDB_\d+\./, 'dynamodb:'));
    request.on('data', (part: Buffer) => {
      const index = /"IndexName":"(\w+)"/.exec(part.toString())?.[1];
      if (index !== undefined) indexes.add(index);
    });
  });
  const open = () => createStore(connect(), { exclusive: true });
  return {
    url: `http://127.0.0.1:${port}`,
    actions,
    indexes,
    store: open(),
    again: open,
    table,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
