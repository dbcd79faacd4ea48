import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Store } from '#scan/store-port.ts';
import { documentClient } from './client.ts';
import type { WorkerMessage, WorkerSetting } from './embedded-worker.ts';
import { createStore, type StoreOptions } from './store.ts';
import { StoreBusyError, StoreDamagedError } from './store-errors.ts';
import { DEFAULT_TABLE_NAME, ensureTable } from './table.ts';

const CONNECTIONS = 16;

export interface EmbeddedDatabase {
  /** A client of its own, with its own connections. */
  connect(): DynamoDBDocumentClient;
  /** Writes what is still on its way, and leaves the folder to others. */
  close(): Promise<void>;
}

/** The memory in a folder of this user's alone; see `openEmbeddedDatabase` for what may go wrong. */
export async function openEmbeddedStore(
  folder: string,
  options: Pick<StoreOptions, 'now'> = {},
): Promise<Store> {
  const { close, connect } = await openEmbeddedDatabase(folder);
  const client = connect();
  try {
    await ensureTable({ client, name: DEFAULT_TABLE_NAME });
  } catch (error) {
    client.destroy();
    await close();
    throw error;
  }
  return createStore(client, { ...options, place: folder, exclusive: true, close });
}

/**
 * A DynamoDB of one's own (dynalite) in a folder, which is created when missing.
 *
 * @throws {StoreBusyError} when another process has the folder open.
 * @throws {StoreDamagedError} when its files are not whole; they are left as they are.
 */
export async function openEmbeddedDatabase(folder: string): Promise<EmbeddedDatabase> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'db');
  const mayCreate = !(await holdsData(path));
  const { connect, stop } = await startDynalite(folder, { path, mayCreate });
  await writeFile(ownerFile(folder), `${process.pid}\n`, { mode: 0o600 });
  return {
    connect,
    async close() {
      await rm(ownerFile(folder), { force: true });
      await stop();
    },
  };
}

interface Dynalite {
  connect(): DynamoDBDocumentClient;
  stop(): Promise<void>;
}

async function startDynalite(
  folder: string,
  place: Pick<WorkerSetting, 'path' | 'mayCreate'>,
): Promise<Dynalite> {
  keepLevelLoaded();
  const accessKeyId = randomBytes(16).toString('hex');
  const workerData: WorkerSetting = { ...place, accessKeyId };
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData });
  const message = await answerOf(worker);
  if (message.kind !== 'listening') throw await startError(folder, message);
  const failure = failureOf(worker);
  const connect = () => {
    const client = documentClient({
      endpoint: `http://127.0.0.1:${message.port}`,
      region: 'local',
      credentials: { accessKeyId, secretAccessKey: 'unused' },
      requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: CONNECTIONS }) },
    });
    nameFailures(folder, failure, client);
    return client;
  };
  // Whoever forgets to close must not wait for ever: an answer that is waited for keeps the process alive.
  worker.unref();
  return { connect, stop: () => stop(worker) };
}

/**
 * LevelDB starts a thread of its own, which outlives our worker. Node unloads an addon together with the last of its
 * threads that uses it, and so would take the code away from under that one: a segmentation fault. So this thread
 * has the addon, too.
 */
function keepLevelLoaded(): void {
  const { resolve } = createRequire(import.meta.url);
  createRequire(resolve('dynalite'))('level');
}

async function stop(worker: Worker): Promise<void> {
  if (worker.threadId === -1) return;
  worker.ref();
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.postMessage('close');
  await ended;
}

function answerOf(worker: Worker): Promise<WorkerMessage> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** Why the thread fell over; null while it stands. */
function failureOf(worker: Worker): () => Error | null {
  let failure: Error | null = null;
  worker.on('error', (error: Error) => {
    failure = error;
  });
  return () => failure;
}

/** When the database falls over, the request that met it says so, and not that a connection was lost. */
function nameFailures(folder: string, failure: () => Error | null, client: DynamoDBDocumentClient): void {
  client.middlewareStack.add(
    (next) => async (input) => {
      try {
        return await next(input);
      } catch (error) {
        const cause = failure();
        throw cause === null ? error : new StoreDamagedError(folder, cause.message, { cause });
      }
    },
    { step: 'initialize', name: 'nameFailures' },
  );
}

async function startError(folder: string, message: WorkerMessage): Promise<Error> {
  if (message.kind !== 'failed') return new Error(`The database in ${folder} did not start.`);
  const cause = new Error(message.message);
  if (message.code === 'LEVEL_LOCKED') return new StoreBusyError(folder, await ownerOf(folder), { cause });
  return new StoreDamagedError(folder, message.message, { cause });
}

async function ownerOf(folder: string): Promise<number | null> {
  const text = await readFile(ownerFile(folder), 'utf8').catch(() => '');
  return /^\d+$/.test(text.trim()) ? Number(text) : null;
}

function ownerFile(folder: string): string {
  return join(folder, 'owner.pid');
}

/** Whether there is anything that an empty new database would hide. */
async function holdsData(path: string): Promise<boolean> {
  const names = await readdir(path).catch(() => []);
  const files = names.filter((name) => name === 'CURRENT' || /[.](?:ldb|sst|log)$/.test(name));
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(path, name))).size));
  return sizes.some((size) => size > 0);
}
