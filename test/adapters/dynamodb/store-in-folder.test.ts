import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedDatabase } from '#adapters/dynamodb/embedded.ts';
import type { Database } from './database.ts';
import { describeStoreOn } from './suite/store.ts';

describeStoreOn('an embedded database in a folder', startInFolder);

async function startInFolder(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'patrol-store-'));
  const { close, connect } = await openEmbeddedDatabase(folder);
  return {
    connect,
    async close() {
      await close();
      await rm(folder, { recursive: true });
    },
  };
}
