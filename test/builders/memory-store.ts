import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import { documentClient } from '#adapters/dynamodb/client.ts';
import { createStore } from '#adapters/dynamodb/store.ts';
import { ensureTable, type Table } from '#adapters/dynamodb/table.ts';
import type { Store } from '#scan/ports.ts';

/**
 * The real store on a dynalite in memory; `again()` opens the same memory anew, as the next run would, and
 * `table` is what lies beneath.
 */
export async function memoryStore(): Promise<{
  store: Store;
  again(): Store;
  table: Table;
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
  const open = () => createStore(connect(), { exclusive: true });
  return {
    store: open(),
    again: open,
    table,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
