import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gathering, type LevelConstructor } from '#adapters/dynamodb/embedded-level.ts';

/** As dynalite uses it. */
interface Database {
  open(): Promise<void>;
  close(): Promise<void>;
  put(key: string, value: unknown): Promise<void>;
  del(key: string): Promise<void>;
  get(key: string): Promise<unknown>;
  values(): { next(): Promise<unknown>; return?(): Promise<void> };
  attachResource(resource: object): void;
  detachResource(resource: object): void;
  _batch(operations: readonly object[], options: object): Promise<void>;
}

const { Level } = createRequire(createRequire(import.meta.url).resolve('dynalite'))('level') as {
  Level: LevelConstructor;
};
const folder = mkdtempSync(join(tmpdir(), 'patrol-level-'));
const batches: number[] = [];
const refusals: Error[] = [];
const open = new Set<object>();

class Watched extends gathering(Level) {
  override _batch(operations: Parameters<Database['_batch']>[0], options: object): Promise<void> {
    batches.push(operations.length);
    const refusal = refusals.pop();
    if (refusal !== undefined) return Promise.reject(refusal);
    return super._batch(operations as never, options);
  }
  attachResource(resource: object): void {
    open.add(resource);
    (Level.prototype as Database).attachResource.call(this, resource);
  }
  detachResource(resource: object): void {
    open.delete(resource);
    (Level.prototype as Database).detachResource.call(this, resource);
  }
}

const database = new Watched(join(folder, 'db'), { valueEncoding: 'json' }) as unknown as Database;

beforeAll(() => database.open());
beforeEach(() => batches.splice(0));
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

it('what is written in one turn is one batch, in its order', async () => {
  await database.put('kept', 1);
  await Promise.all([
    ...Array.from({ length: 25 }, (_, nth) => database.put(`item ${nth}`, { nth })),
    database.del('kept'),
  ]);
  expect(batches).toEqual([1, 26]);
  expect(await database.get('kept')).toBeUndefined();
  expect(await database.get('item 24')).toEqual({ nth: 24 });
});

it('a batch that fails is said to everybody in it, and to nobody after it', async () => {
  const refused = new Error('the disk is full');
  refusals.push(refused);
  const both = await Promise.allSettled([database.put('one', 1), database.put('other', 2)]);
  expect(both.map((each) => each.status === 'rejected' && each.reason)).toEqual([refused, refused]);
  await database.put('one', 1);
  expect(await database.get('one')).toBe(1);
});

it('an iterator that is ended early is closed', async () => {
  await Promise.all([database.put('one', 1), database.put('other', 2)]);
  const values = database.values();
  await values.next();
  expect(open.size).toBeGreaterThan(0);
  await values.return?.();
  expect([...open]).toEqual([]);
});
