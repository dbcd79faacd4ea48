import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEmbeddedStore } from '#adapters/dynamodb/embedded.ts';
import { openStore } from '#adapters/dynamodb/open-store.ts';
import { StoreBusyError, StoreDamagedError } from '#adapters/dynamodb/store-errors.ts';
import { fineGrainedToken } from '#test/builders/items.ts';
import { ACME, change } from '#test/builders/scan-records.ts';
import { NIGHTS, runNight } from './suite/night.ts';

const PROGRAM = fileURLToPath(new URL('./store-holder.ts', import.meta.url));

let folder: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'patrol-embedded-')), 'store');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(join(folder, '..'), { recursive: true, force: true });
});

/** Another process that opens the store, says so, and then does as it is told. */
async function holder(...tasks: string[]): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ['--no-warnings', PROGRAM, folder, ...tasks], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = await once(child.stdout, 'data');
  return { child, said: String(line).trim() };
}

describe('an embedded store', () => {
  it('makes its folder for this user alone, and has the same content when it is opened again', async () => {
    const first = await openEmbeddedStore(folder);
    expect(first.place).toBe(folder);
    await runNight(first, NIGHTS[0], 'me');
    const head = await first.head(ACME);
    await first.close();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const second = await openEmbeddedStore(folder);
    expect(await second.head(ACME)).toEqual(head);
    expect(await second.ownedBy('octocat')).toHaveLength(3);
    expect(await second.findings(ACME, ['open'])).toHaveLength(2);
    await second.close();
  });

  it('is for one process: a second is told which folder and who has it', async () => {
    const { child } = await holder();
    const refused = openEmbeddedStore(folder);
    await expect(refused).rejects.toThrow(StoreBusyError);
    await expect(refused).rejects.toThrow(
      `The store ${folder} is in use by process ${child.pid}: wait until it is done, or choose another folder.`,
    );
  });

  it('is free again at once when the process that had it was killed, with all that was committed', async () => {
    const { child, said } = await holder('run-night');
    expect(said).toBe('opened');
    await once(child.stdout ?? child, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await openEmbeddedStore(folder);
    expect(await store.head(ACME)).toMatchObject({ id: NIGHTS[0].id });
    // The killed process had opened the second night, and its lease is not over.
    expect(await runNight(store, NIGHTS[1], 'survivor')).toMatchObject({ kind: 'opened' });
    await store.close();
  });

  it('can be waited for', async () => {
    const first = await openEmbeddedStore(folder);
    const waits: StoreBusyError[] = [];
    const waiting = Promise.withResolvers<void>();
    const onWait = (error: StoreBusyError) => {
      waits.push(error);
      waiting.resolve();
    };
    const second = openStore(folder, {}, { waitSeconds: 20, onWait });
    await waiting.promise;
    await first.close();
    await (await second).close();
    expect(waits.map(({ pid }) => pid)).toEqual([process.pid]);
  });

  it.each(['close', 'forget'])('does not keep a process alive that ends with: %s', async (end) => {
    const { child } = await holder(end);
    child.stdin?.end();
    const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
    expect(code).toBe(0);
  });

  it('answers nobody but the process that opened it', async () => {
    const { said } = await holder('say-port');
    const answer = new Promise<number | undefined>((resolve, reject) => {
      const headers = {
        authorization: 'AWS4-HMAC-SHA256 Credential=guess/20261122/local/dynamodb/aws4_request',
      };
      request({ port: Number(said), host: '127.0.0.1', method: 'POST', headers })
        .once('response', ({ statusCode }) => resolve(statusCode))
        .once('error', reject)
        .end('{}');
    });
    expect(await answer).toBe(403);
  });
});

describe('an embedded store whose files are damaged', () => {
  const damages: [string, RegExp, (path: string) => Promise<void>][] = [
    ['lost its CURRENT file', /^CURRENT$/, (path) => rm(path)],
    ['has a garbled CURRENT file', /^CURRENT$/, (path) => writeFile(path, 'garbage')],
    ['has a garbled manifest', /^MANIFEST/, (path) => writeFile(path, Buffer.alloc(200, 7))],
    ['lost a table', /[.]ldb$/, (path) => rm(path)],
  ];

  it.each(damages)('that %s says so, and touches nothing', async (_, pattern, damage) => {
    await filled();
    const name = (await readdir(join(folder, 'db'))).find((each) => pattern.test(each)) ?? '';
    await damage(join(folder, 'db', name));
    const before = await contents();
    const opening = openEmbeddedStore(folder);
    await expect(opening).rejects.toThrow(StoreDamagedError);
    await expect(opening).rejects.toThrow(`The database in ${folder} is damaged (`);
    await expect(opening).rejects.toThrow('nothing was changed in it; restore the folder from a copy');
    expect(await contents()).toEqual(before);
  });

  it('in the middle of a table says so when it comes there, and takes no process down', async () => {
    await filled();
    const name = (await readdir(join(folder, 'db'))).find((each) => each.endsWith('.ldb')) ?? '';
    const path = join(folder, 'db', name);
    await truncate(path, Math.floor((await stat(path)).size / 2));
    const all = async () => {
      const store = await openEmbeddedStore(folder);
      try {
        await store.changes(ACME, NIGHTS[0].id);
        await store.ownedBy('octocat');
      } finally {
        await store.close();
      }
    };
    await expect(all()).rejects.toThrow(StoreDamagedError);
  });

  /** Enough that LevelDB has written tables. */
  async function filled(): Promise<void> {
    const store = await openEmbeddedStore(folder);
    const long = 'x'.repeat(20_000);
    const changes = Array.from({ length: 200 }, (_, id) =>
      change({ item: fineGrainedToken({ id: String(id), name: `${id}${long}` }) }),
    );
    await runNight(store, { ...NIGHTS[0], changes }, 'me');
    await store.close();
    await (await openEmbeddedStore(folder)).close();
  }

  /** Digests of all files but LevelDB's own log of what it does. */
  async function contents(): Promise<Record<string, string>> {
    const names = (await readdir(join(folder, 'db'))).filter((name) => !/^LO(?:G|CK)/.test(name));
    const digests = names.map(async (name) => {
      const data = await readFile(join(folder, 'db', name));
      return [name, createHash('sha256').update(data).digest('hex')] as const;
    });
    return Object.fromEntries(await Promise.all(digests));
  }
});
