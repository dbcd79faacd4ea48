import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { openEmbeddedDatabase } from '#adapters/dynamodb/embedded.ts';
import { ensureTable } from '#adapters/dynamodb/table.ts';
import { type Database, dump } from '#test/adapters/dynamodb/database.ts';
import { startDynamoDbLocal } from '#test/adapters/dynamodb/dynamodb-local.ts';
import { countWrites } from '#test/adapters/dynamodb/watched-client.ts';
import { type NightNumber, SIGNING_KEY, scanNight } from './nights-to-kill.ts';
import { scratchFolder } from './patrol-process.ts';

/** A process a point: `PATROL_KILL_POINTS=100` tries all there are. */
const POINTS = Number(process.env['PATROL_KILL_POINTS'] ?? 3);
const SLOW = 600_000;
/** A BatchWrite takes no more. */
const BATCH = 25;

type Items = Awaited<ReturnType<typeof dump>>;

describe('a scan that is killed between any two writes, and run again', () => {
  const scratch = scratchFolder();
  let local: Database;
  let port: string;
  beforeAll(async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    process.env[SIGNING_KEY] = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    local = await startDynamoDbLocal();
    const { port: number } = (await local.connect().config.endpoint?.()) ?? {};
    port = `http://127.0.0.1:${number}`;
  }, SLOW);
  afterAll(async () => {
    await local.close();
    scratch.remove();
  });

  it(
    'leaves the same table in DynamoDB Local',
    async () => {
      const start = await nightAfter(local, 'undisturbed', 0);
      const calm = await calmNight(local, 'undisturbed');
      await atSomePoints(calm.writes, async (nth) => {
        const table = `killed-${nth}`;
        await copyTable(local, table, start);
        expect(await killedScan(port, table, nth)).toBe('SIGKILL');
        expect(await nightAfter(local, table, 1)).toEqual(calm.expected);
      });
    },
    SLOW,
  );

  it(
    'leaves the same table in a folder',
    async () => {
      const start = join(scratch.path, 'start');
      await inFolder(start, (database) => nightAfter(database, 'patrol', 0));
      const calm = await inFolder(copyOf(start, 'calm'), (database) => calmNight(database, 'patrol'));
      await atSomePoints(calm.writes, async (nth) => {
        const folder = copyOf(start, `killed-${nth}`);
        expect(await killedScan(folder, 'patrol', nth)).toBe('SIGKILL');
        expect(await inFolder(folder, (database) => nightAfter(database, 'patrol', 1))).toEqual(
          calm.expected,
        );
      });
    },
    SLOW,
  );

  function copyOf(folder: string, name: string): string {
    const copy = join(scratch.path, name);
    cpSync(folder, copy, { recursive: true });
    return copy;
  }
});

/** Spread evenly from a first point by chance, so that each part of a scan has its turn. */
async function atSomePoints(writes: number, work: (nth: number) => Promise<void>): Promise<void> {
  expect(writes).toBeGreaterThan(8);
  const apart = Math.max(1, Math.floor(writes / POINTS));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: apart }), async (first) => {
      for (let nth = first; nth <= writes; nth += apart) await work(nth);
    }),
    { numRuns: 1, endOnFailure: true },
  );
}

type Place = Pick<Database, 'connect'>;

/** Takes the table of this place through one night; gives all that is in it then. */
async function nightAfter(database: Place, table: string, number: NightNumber): Promise<Items> {
  const client = database.connect();
  await ensureTable({ client, name: table });
  await scanNight(client, table, number);
  const items = await dump({ client, name: table });
  client.destroy();
  return items;
}

/** The second night undisturbed: what it leaves, and in how many writes. */
async function calmNight(database: Place, table: string): Promise<{ expected: Items; writes: number }> {
  const client = database.connect();
  const writes = countWrites(client);
  await scanNight(client, table, 1);
  return { writes: writes(), expected: await dump({ client, name: table }) };
}

async function copyTable(database: Place, table: string, items: Items): Promise<void> {
  const client = database.connect();
  await ensureTable({ client, name: table });
  for (let from = 0; from < items.length; from += BATCH) {
    const puts = items.slice(from, from + BATCH).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
  }
  client.destroy();
}

async function inFolder<Result>(folder: string, work: (database: Place) => Promise<Result>): Promise<Result> {
  const database = await openEmbeddedDatabase(folder);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Gives the signal that ended it, or the exit code. */
async function killedScan(place: string, table: string, nth: number): Promise<unknown> {
  const script = fileURLToPath(new URL('./killed-scan.ts', import.meta.url));
  const child = spawn(process.execPath, [script, place, table, `${nth}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    // What this test set there, too: the test's own view of it is a copy. The second process need not compile again.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'patrol-killed-scan') },
  });
  const [code, signal] = await once(child, 'exit');
  return signal ?? code;
}
