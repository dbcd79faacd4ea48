import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import { documentClient } from '#adapters/dynamodb/client.ts';
import { createStore } from '#adapters/dynamodb/store.ts';
import { ensureTable } from '#adapters/dynamodb/table.ts';
import type { Store } from '#scan/ports.ts';

/** The real store on a dynalite in memory; `again()` opens the same memory anew, as the next run would. */
export async function memoryStore(): Promise<{ store: Store; again(): Store; close(): Promise<void> }> {
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
  await ensureTable({ client: connect(), name: 'patrol' });
  const open = () => createStore(connect(), { exclusive: true });
  return {
    store: open(),
    again: open,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
