import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { FineGrainedToken } from '#core/credential.ts';
import { plusDays } from '#core/instant.ts';
import { dump } from '#test/adapters/dynamodb/database.ts';
import { fineGrainedToken, instant, owner } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { patrol, type Run } from './builders/fake-world.ts';

const FIRST = instant('2026-11-01T02:00:00Z');
const FOREVER = fineGrainedToken({ id: '9', owner: owner('hubot', 2), expiresAt: 'never' });

/** What the organisation had in four nights: used daily, handed over, renewed, and one that goes. */
const NIGHTS: readonly (readonly FineGrainedToken[])[] = [
  [fineGrainedToken({ lastUsedAt: instant('2026-10-31T17:45:03Z') }), FOREVER],
  [fineGrainedToken({ lastUsedAt: instant('2026-11-01T09:00:00Z') }), FOREVER],
  [
    fineGrainedToken({ lastUsedAt: instant('2026-11-02T23:59:59Z') }),
    { ...FOREVER, expiresAt: instant('2027-06-01T00:00:00Z') },
  ],
  [fineGrainedToken({ lastUsedAt: instant('2026-11-03T12:00:00Z'), owner: owner('hubot', 2) })],
];

let memory: Awaited<ReturnType<typeof memoryStore>>;
beforeAll(async () => {
  memory = await memoryStore();
  for (const [night, items] of NIGHTS.entries()) await scan('acme', night, items);
  await scan('later', 3, []);
});
afterAll(() => memory.close());

function scan(org: string, night: number, items: readonly FineGrainedToken[]): Promise<Run> {
  const github = { [org]: { lists: { 'fine-grained-tokens': { items } } } };
  const at = plusDays(FIRST, night);
  return patrol(['scan', '--org', org, '--at', at], { store: memory.again, github });
}

const run = (...words: string[]): Promise<Run> => patrol(words, { store: memory.again });
const json = async (...words: string[]) => JSON.parse((await run(...words, '--format', 'json')).stdout);

describe('--as-of', () => {
  it.each([
    ['the second of a scan', '2026-11-02T02:00:00Z', 1],
    ['between two scans', '2026-11-03T01:59:59Z', 1],
    ['with an offset', '2026-11-03T04:00:00+02:00', 2],
    ['after the last scan', '2026-11-22T01:00:00Z', 3],
  ])('%s (%s) shows night %i as it was, last use included', async (_, asOf, night) => {
    const { items, scan: header, asOf: asked } = await json('inventory', '--org', 'acme', '--as-of', asOf);
    expect(header.id).toBe(plusDays(FIRST, night));
    expect(Date.parse(asked)).toBe(Date.parse(asOf));
    const expected = NIGHTS[night]?.map(({ id, lastUsedAt, owner: whose, expiresAt }) => ({
      id,
      lastUsedAt,
      owner: whose,
      expiresAt,
    }));
    expect(items).toHaveLength(expected?.length ?? 0);
    expect(items).toEqual(
      expect.arrayContaining((expected ?? []).map((each) => expect.objectContaining(each))),
    );
  });

  it('says in words which scan was in force', async () => {
    const { stdout } = await run('inventory', '--org', 'acme', '--as-of', '2026-11-03T01:00:00Z');
    expect(stdout).toMatch(
      /^acme, as the scan of 2026-11-02T02:00:00Z, in force at 2026-11-03T01:00:00Z, saw it:/,
    );
  });

  it.each([
    ['2026-11-02T12:00:00Z', 'open', ['9']],
    ['2026-11-02T12:00:00Z', 'resolved', []],
    ['2026-11-03T12:00:00Z', 'open', []],
    ['2026-11-03T12:00:00Z', 'resolved', ['9']],
  ])('shows the findings of %s that were %s', async (asOf, state, ids) => {
    const { findings } = await json(
      ...['findings', '--org', 'acme', '--rule', 'never-expires', '--as-of', asOf, '--state', state],
    );
    expect(findings.map((each: { credential: { id: string } }) => each.credential.id)).toEqual(ids);
  });

  it('shows what one login had then, and where nobody had looked yet', async () => {
    const then = await json('owner', 'octocat', '--as-of', '2026-11-02T12:00:00Z');
    expect(then.items).toMatchObject([{ org: 'acme', id: '101001', lastUsedAt: '2026-11-01T09:00:00Z' }]);
    expect(then.notYetScanned).toEqual(['later']);
    const { stdout } = await run('owner', 'HUBOT', '--as-of', '2026-11-04T12:00:00Z');
    expect(stdout).toMatch(/^HUBOT: 1 listed in 1 organisation at 2026-11-04T12:00:00Z\.$/m);
    expect(stdout).toMatch(/^acme +fine-grained-token:101001/m);
    expect((await json('owner', 'octocat')).items).toEqual([]);
  });

  const before = ['--as-of', '2026-11-01T01:59:59Z'];
  const future = ['--as-of', '2026-11-22T02:00:01Z'];
  it.each([
    [
      'before the first scan',
      ['inventory', '--org', 'acme', ...before],
      /first scanned at 2026-11-01T02:00:00Z.*The earliest that is: 2026-11-01T02:00:00Z/,
    ],
    [
      'before the first scan',
      ['findings', '--org', 'acme', ...before],
      /what was there at 2026-11-01T01:59:59Z/,
    ],
    [
      'before any first scan',
      ['owner', 'octocat', ...before],
      /was scanned at .*earliest scan: 2026-11-01T02:00:00Z/,
    ],
    [
      'in the future',
      ['inventory', '--org', 'acme', ...future],
      /still to come.*last scan of acme is 2026-11-04/,
    ],
    ['in the future', ['owner', 'octocat', ...future], /still to come/],
    [
      'never scanned',
      ['inventory', '--org', 'acmee', ...before],
      /no scan of acmee yet\. Did you mean acme\?/,
    ],
    [
      'malformed',
      ['inventory', '--org', 'acme', '--as-of', '3 May'],
      /'3 May' is invalid.*such as 2026-11-22T02/,
    ],
    ['without a zone', ['findings', '--org', 'acme', '--as-of', '2026-11-03'], /date and time with a zone/],
    ['no day', ['owner', 'octocat', '--as-of', '2026-02-30T00:00:00Z'], /No calendar has that day/],
    ['no time', ['findings', '--org', 'acme', '--as-of', '2026-11-02T25:00+01:00'], /no clock that time/],
  ])('refuses an instant %s in one sentence: %j', async (_, words, message) => {
    const { exit, stderr, stdout } = await run(...words);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('a snapshot with a missing piece', () => {
  const asOf = ['--as-of', '2026-11-03T12:00:00Z'];
  beforeAll(async () => {
    const pieces = await dump(memory.table);
    const lost = pieces.find(
      ({ pk, sk }) => pk === 'SCAN#acme#2026-11-03T02:00:00Z' && String(sk).startsWith('CHUNK#fine-grained'),
    );
    const { client, name } = memory.table;
    await client.send(new DeleteCommand({ TableName: name, Key: { pk: lost?.['pk'], sk: lost?.['sk'] } }));
  });

  it.each([
    ['inventory', ['inventory', '--org', 'acme', ...asOf]],
    ['owner', ['owner', 'octocat', ...asOf]],
  ])('is named by %s, the rest is answered, and the exit code is 3', async (_, words) => {
    const { exit, stderr, stdout } = await run(...words, '--format', 'json');
    expect(exit).toBe(3);
    expect(stderr).toMatch(
      /^patrol: Piece 0 of fine-grained-tokens in scan 2026-11-03T02:00:00Z of acme is damaged: 0 of 1 parts are there\..*: restore that item/,
    );
    expect(stderr).toMatch(/1 piece could not be read: this answer is not whole\.\n$/);
    expect(JSON.parse(stdout)).toMatchObject({ items: [], damaged: [expect.stringMatching(/^Piece 0 of/)] });
  });

  it('is made again for what-if, which says so: exit code 3', async () => {
    const { exit, stderr, stdout } = await run('policy', 'what-if', '--org', 'acme');
    expect(exit).toBe(3);
    expect(stderr).toMatch(
      /^patrol: Piece 0 of fine-grained-tokens in scan 2026-11-03T02:00:00Z of acme is damaged.* made again from the snapshot of scan 2026-11-02T02:00:00Z and what changed since/,
    );
    expect(stdout).toMatch(/would/);
  });

  it('is called pruned once it is older than it is kept', async () => {
    const now = () => new Date('2027-12-09T02:00:00Z');
    const { exit, stderr } = await patrol(['inventory', '--org', 'acme', ...asOf], {
      store: memory.again,
      now,
    });
    expect(exit).toBe(2);
    expect(stderr).toMatch(
      /was kept until 2027-12-08T02:00:00Z and is pruned\. Its record and digest are kept/,
    );
  });
});
