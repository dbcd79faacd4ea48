import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { Readable } from 'node:stream';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { kmsSigner } from '#adapters/aws/kms-signer.ts';
import { sha256 } from '#adapters/engine/sha256.ts';
import { plusDays } from '#core/instant.ts';
import { contentOf, recordDigest } from '#core/record-digest.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { dump } from '#test/adapters/dynamodb/database.ts';
import { fineGrainedToken, instant } from '#test/builders/items.ts';
import { KMS_KEY, startKms } from '#test/builders/kms.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { patrol } from './builders/fake-world.ts';

const FIRST = instant('2026-11-01T02:00:00Z');
/** The first night is not signed. */
const NIGHTS = 4;
const at = (night: number) => plusDays(FIRST, night);
const mine = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const FILES: Readonly<Record<string, KeyObject>> = {
  'mine.der': mine.publicKey,
  'other.der': other.publicKey,
};

type Item = Record<string, unknown>;
let memory: Awaited<ReturnType<typeof memoryStore>>;
let intact: Item[];

beforeAll(async () => {
  memory = await memoryStore();
  const kms = await startKms(mine.privateKey);
  const signer = kmsSigner(KMS_KEY, kms.config);
  for (let night = 0; night < NIGHTS; night += 1) {
    const items = [fineGrainedToken({ name: `laptop ${night}` })];
    const github = { acme: { lists: { 'fine-grained-tokens': { items } } } };
    const openSigner = async () => (night === 0 ? null : signer);
    await patrol(['scan', '--org', 'acme', '--at', at(night)], { store: memory.again, github, openSigner });
  }
  kms.close();
  intact = await dump(memory.table);
});
afterEach(async () => {
  for (const { pk, sk } of await dump(memory.table)) {
    await memory.table.client.send(new DeleteCommand({ TableName: 'patrol', Key: { pk, sk } }));
  }
  for (const item of intact) await put(item);
});
afterAll(() => memory.close());

const put = (Item: Item) => memory.table.client.send(new PutCommand({ TableName: 'patrol', Item }));
const readFile = async (path: string) => FILES[path]?.export({ format: 'der', type: 'spki' }) ?? null;

async function verify(...words: string[]) {
  const world = { store: memory.again, readFile };
  const { exit, stdout } = await patrol(['verify', '--org', 'acme', '--format', 'json', ...words], world);
  return { exit, ...JSON.parse(stdout) };
}

/** The archived records, the oldest first. */
const records = (): Item[] => intact.filter(({ pk }) => pk === 'SCANS#acme');

/** What somebody does who may write to the table: change a scan, and make every later digest and the head fit. */
async function forge(night: number, change: (record: Item) => Item): Promise<ScanRecord[]> {
  const forged: ScanRecord[] = [];
  for (const [index, item] of records().entries()) {
    const changed = index === night ? change(item) : item;
    const previousDigest = forged.at(-1)?.digest ?? null;
    const {
      pk: _pk,
      sk: _sk,
      type: _type,
      spilled: _spilled,
      ...rest
    }: Item = { ...changed, previousDigest };
    const record = rest as unknown as ScanRecord;
    const digest = recordDigest(contentOf(record), sha256);
    forged.push({ ...record, digest });
    await put({ ...changed, previousDigest, digest });
  }
  const head = intact.find(({ sk }) => sk === 'HEAD') ?? {};
  await put({ ...head, record: forged.at(-1) });
  return forged;
}
const looksComplete = (record: Item): Item => ({
  ...record,
  counts: { ...(record['counts'] as object), person: 7 },
});
async function stripSignatures(from: number): Promise<void> {
  for (const item of (await dump(memory.table)).filter(({ pk }) => pk === 'SCANS#acme').slice(from)) {
    const { signature: _signature, ...rest } = item;
    await put(rest);
  }
}

describe('a signed history', () => {
  it('is checked with the public key alone, and says when signing began and what it covers', async () => {
    expect(await verify('--public-key', 'mine.der')).toMatchObject({
      ...{ exit: 0, intact: true, misfits: [] },
      signatures: { count: 3, since: at(1), checked: true },
    });
    const text = async (...words: string[]) =>
      (await patrol(['verify', '--org', 'acme', ...words], { store: memory.again, readFile })).stdout;
    expect(await text('--public-key', 'mine.der')).toContain(
      `Signed since ${at(1)}: 3 signatures checked. They cover what was scanned before, too.\n`,
    );
    expect(await text()).toContain(`3 scans signed since ${at(1)}: --public-key FILE checks that.\n`);
  });

  it.each([0, 1, 2, 3])(
    'tells with the key, and not without, that the chain was forged from night %d on',
    async (night) => {
      await forge(night, looksComplete);
      expect(await verify()).toMatchObject({ exit: 0, intact: true });
      const { exit, misfits } = await verify('--public-key', 'mine.der');
      expect(exit).toBe(3);
      expect(misfits[0]).toEqual({
        scan: at(Math.max(1, night)),
        part: 'signature',
        words: `its signature, said to be by ${KMS_KEY}, does not fit the public key`,
      });
    },
  );

  it('names the first scan whose signature was taken away', async () => {
    await forge(2, looksComplete);
    await stripSignatures(2);
    expect(await verify('--public-key', 'mine.der')).toMatchObject({
      exit: 3,
      misfits: [
        {
          scan: at(2),
          part: 'signature',
          words: `it is not signed, and scans before it are, since ${at(1)}`,
        },
        { scan: at(3), part: 'signature' },
      ],
    });
  });

  it('is not proven when all of them were taken away', async () => {
    await stripSignatures(0);
    expect(await verify('--public-key', 'mine.der')).toMatchObject({
      exit: 3,
      misfits: [{ scan: at(3), part: 'signature', words: 'neither it nor any scan before it is signed' }],
    });
  });

  it('fits any of the keys given: a key is replaced, never turned', async () => {
    expect(await verify('--public-key', 'other.der')).toMatchObject({ exit: 3, misfits: { length: 3 } });
    expect(await verify('--public-key', 'other.der', 'mine.der')).toMatchObject({ exit: 0 });
  });

  it('is checked in an export, and a forged export is found out', async () => {
    const { stdout: exported } = await patrol(['export', '--org', 'acme'], { store: memory.again });
    const [last = { digest: '' }] = (await forge(3, looksComplete)).slice(-1);
    const { stdout: forged } = await patrol(['export', '--org', 'acme'], { store: memory.again });
    expect(forged).toContain(last.digest);
    const check = async (content: string, ...words: string[]) => {
      const openFile = async () => Readable.from([Buffer.from(content)]);
      const world = { store: memory.again, readFile, openFile };
      const { exit, stdout } = await patrol(['verify', '--file', 'acme.jsonl', ...words], world);
      return { exit, stdout };
    };
    expect(await check(exported, '--public-key', 'mine.der')).toMatchObject({ exit: 0 });
    expect(await check(forged)).toMatchObject({ exit: 0 });
    expect(await check(forged, '--public-key', 'mine.der')).toEqual({
      exit: 3,
      stdout: expect.stringContaining(`acme: the first scan that does not fit is ${at(3)}.\n`),
    });
  });

  it('wants a file with a public key', async () => {
    const { exit, stderr } = await patrol(['verify', '--org', 'acme', '--public-key', 'no.pem'], {
      store: memory.again,
      readFile,
    });
    expect({ exit, stderr }).toEqual({ exit: 2, stderr: 'patrol: There is no file no.pem.\n' });
    const text = { readFile: async () => Buffer.from('hello') };
    const wrong = await patrol(['verify', '--org', 'acme', '--public-key', 'a.txt'], {
      store: memory.again,
      ...text,
    });
    expect(wrong).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('a.txt: this is no public key.'),
    });
  });
});
