import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { openEmbeddedDatabase } from '#adapters/dynamodb/embedded.ts';
import { ensureTable } from '#adapters/dynamodb/table.ts';
import { type Database, dump } from '#test/adapters/dynamodb/database.ts';
import { startDynamoDbLocal } from '#test/adapters/dynamodb/dynamodb-local.ts';
import { countWrites } from '#test/adapters/dynamodb/watched-client.ts';
import { SIGNING_KEY, scanNight } from './nights-to-kill.ts';
import { scratchFolder } from './patrol-process.ts';

/** Two processes a point: `PATROL_KILL_POINTS=40` tries nearly all there are. */
const POINTS = Number(process.env['PATROL_KILL_POINTS'] ?? 1);
const SLOW = 600_000;

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
      const client = local.connect();
      await firstNight(local, 'undisturbed');
      const writes = countWrites(client);
      await scanNight(client, 'undisturbed', 1);
      const expected = await dump({ client, name: 'undisturbed' });
      let tables = 0;
      await atSomePoints(writes(), async (nth) => {
        tables += 1;
        const table = `killed-${tables}`;
        await firstNight(local, table);
        expect(await scanInProcess(port, table, `${nth}`)).toBe('SIGKILL');
        expect(await scanInProcess(port, table)).toBe(0);
        expect(await dump({ client, name: table })).toEqual(expected);
      });
    },
    SLOW,
  );

  it(
    'leaves the same table in a folder',
    async () => {
      const start = join(scratch.path, 'start');
      await inFolder(start, (database) => firstNight(database, 'patrol'));
      const calm = copyOf(start, 'calm');
      const { expected, writes } = await inFolder(calm, async (database) => {
        const client = database.connect();
        const count = countWrites(client);
        await scanNight(client, 'patrol', 1);
        return { writes: count(), expected: await dump({ client, name: 'patrol' }) };
      });
      await atSomePoints(writes, async (nth) => {
        const folder = copyOf(start, `killed-${nth}`);
        expect(await scanInProcess(folder, 'patrol', `${nth}`)).toBe('SIGKILL');
        expect(await scanInProcess(folder, 'patrol')).toBe(0);
        const items = await inFolder(folder, (database) =>
          dump({ client: database.connect(), name: 'patrol' }),
        );
        expect(items).toEqual(expected);
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

async function atSomePoints(writes: number, work: (nth: number) => Promise<void>): Promise<void> {
  expect(writes).toBeGreaterThan(8);
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: writes }), work), {
    ...{ numRuns: POINTS, endOnFailure: true, skipEqualValues: true },
  });
}

async function firstNight(database: Pick<Database, 'connect'>, table: string): Promise<void> {
  const client = database.connect();
  await ensureTable({ client, name: table });
  await scanNight(client, table, 0);
}

async function inFolder<Result>(
  folder: string,
  work: (database: Pick<Database, 'connect'>) => Promise<Result>,
): Promise<Result> {
  const database = await openEmbeddedDatabase(folder);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Gives the exit code, or the signal that ended it. */
async function scanInProcess(place: string, table: string, nth = ''): Promise<unknown> {
  const script = fileURLToPath(new URL('./killed-scan.ts', import.meta.url));
  const child = spawn(process.execPath, [script, place, table, nth], {
    stdio: ['ignore', 'ignore', 'inherit'],
    // What this test set there, too: the test's own view of it is a copy.
    env: process.env,
  });
  const [code, signal] = await once(child, 'exit');
  return signal ?? code;
}
