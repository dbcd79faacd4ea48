import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { plusDays } from '#core/instant.ts';
import { dump } from '#test/adapters/dynamodb/database.ts';
import { fineGrainedToken, instant } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { patrol, type Run } from './builders/fake-world.ts';

const FIRST = instant('2026-11-01T02:00:00Z');
const SCANS = 4;
const at = (night: number) => plusDays(FIRST, night);

type Item = Record<string, unknown>;
let memory: Awaited<ReturnType<typeof memoryStore>>;
let intact: Item[];

beforeAll(async () => {
  memory = await memoryStore();
  for (let night = 0; night < SCANS; night += 1) {
    const name = night < 2 ? 'release notes' : 'renamed';
    const items = [
      fineGrainedToken({ name, expiresAt: night === 3 ? instant('2027-01-01T00:00:00Z') : 'never' }),
      fineGrainedToken({ id: `${night}` }),
    ];
    const github = { acme: { lists: { 'fine-grained-tokens': { items } } } };
    await patrol(['scan', '--org', 'acme', '--at', at(night)], { store: memory.again, github });
  }
  intact = await dump(memory.table);
});
afterEach(async () => {
  for (const { pk, sk } of await dump(memory.table)) await remove({ pk, sk });
  for (const item of intact) await put(item);
});
afterAll(() => memory.close());

const { again } = { again: () => memory.again() };
const run = (...words: string[]): Promise<Run> => patrol(words, { store: again });
const verify = async (now = '2026-11-22T02:00:00Z') => {
  const words = ['verify', '--org', 'acme', '--format', 'json'];
  const { exit, stdout } = await patrol(words, { store: again, now: () => new Date(now) });
  return { exit, ...JSON.parse(stdout) };
};
const put = (item: Item) =>
  memory.table.client.send(new PutCommand({ TableName: memory.table.name, Item: item }));
const remove = ({ pk, sk }: Item) =>
  memory.table.client.send(new DeleteCommand({ TableName: memory.table.name, Key: { pk, sk } }));

function stored(night: number, sortKey: string): Item {
  const found = intact.find(
    ({ pk, sk }) => pk === `SCAN#acme#${at(night)}` && String(sk).startsWith(sortKey),
  );
  if (found === undefined) throw new RangeError(`Nothing is stored at ${sortKey}.`);
  return found;
}
const archived = (night: number): Item =>
  intact.find(({ pk, sk }) => pk === 'SCANS#acme' && sk === at(night)) ?? {};

describe('patrol verify', () => {
  it('finds nothing wrong with what was scanned', async () => {
    expect(await verify()).toMatchObject({
      exit: 0,
      intact: true,
      scans: { count: SCANS, first: at(0), last: at(3) },
      digest: archived(3)['digest'],
      misfits: [],
      damaged: [],
    });
    const { stdout, exit } = await run('verify', '--org', 'acme');
    expect(exit).toBe(0);
    expect(stdout).toBe(
      `acme: 4 scans from ${at(0)} to ${at(3)} fit together.\nThe digest of the last scan is ${archived(3)['digest']}.\n`,
    );
  });

  it.each<[string, () => Promise<unknown>, string, number, RegExp]>([
    [
      'a count in a record',
      () => put({ ...archived(1), status: 'partial' }),
      'record',
      1,
      /its record was altered: it says its digest is [0-9a-f]{64}, and its content has [0-9a-f]{64}/,
    ],
    [
      'a record with its digest made to fit',
      () => put({ ...archived(1), digest: 'f'.repeat(64) }),
      'record',
      1,
      /its content has/,
    ],
    [
      'a scan that is no longer there',
      () => remove(archived(1)),
      'chain',
      2,
      /committed after 2026-11-02.* stands 2026-11-01/,
    ],
    [
      'the first scan gone',
      () => remove(archived(0)),
      'chain',
      1,
      /after 2026-11-01T02:00:00Z, which is not in the archive/,
    ],
    [
      'a change that was altered',
      () => put({ ...stored(2, 'CHANGE#fine-grained-token:101001'), fields: {} }),
      'changes',
      2,
      /what it changed was altered: fine-grained-token:101001 differs in fields$/,
    ],
    [
      'a change that was taken away',
      () => remove(stored(2, 'CHANGE#fine-grained-token:2')),
      'changes',
      2,
      /fine-grained-token:2 is missing$/,
    ],
    [
      'a change that was made up',
      () => put({ ...stored(2, 'CHANGE#fine-grained-token:2'), sk: 'CHANGE#person:1', key: 'person:1' }),
      'changes',
      2,
      /person:1 was added$/,
    ],
    [
      'a step of a finding that was taken away',
      () => remove(stored(3, 'TRANSITION#')),
      'transitions',
      3,
      /what it did to findings was altered: \d+ steps are stored/,
    ],
    [
      'the head',
      async () => {
        const head = intact.find(({ sk }) => sk === 'HEAD') ?? {};
        await put({ ...head, record: { ...(head['record'] as Item), digest: 'f'.repeat(64) } });
      },
      'head',
      3,
      /the head holds another record of it than the archive/,
    ],
  ])('names the scan and what differs: %s', async (_, tamper, part, night, words) => {
    await tamper();
    const { exit, intact: isIntact, misfits } = await verify();
    expect({ exit, isIntact }).toEqual({ exit: 3, isIntact: false });
    expect(misfits[0]).toMatchObject({ scan: at(night), part });
    expect(misfits[0].words).toMatch(words);
    const { stdout } = await run('verify', '--org', 'acme');
    expect(stdout).toMatch(
      new RegExp(`^acme: the first scan that does not fit is ${at(night)}\\.\n! ${at(night)}: `),
    );
  });

  it('names a missing piece and verifies the rest; once it is old enough it is pruned', async () => {
    await remove(stored(1, 'CHUNK#fine-grained-tokens'));
    expect(await verify()).toMatchObject({
      exit: 3,
      misfits: [],
      damaged: [
        expect.stringMatching(
          /^Piece 0 of fine-grained-tokens in scan 2026-11-02T02:00:00Z of acme is damaged/,
        ),
      ],
      pruned: { snapshots: 0 },
    });
    expect(await verify('2028-01-01T00:00:00Z')).toMatchObject({
      exit: 0,
      intact: true,
      pruned: { snapshots: 1, history: 0 },
    });
  });

  it('calls changes that are older than they are kept pruned, not altered', async () => {
    await remove(stored(0, 'CHANGE#'));
    expect(await verify()).toMatchObject({ exit: 3, misfits: [{ part: 'changes', scan: at(0) }] });
    expect(await verify('2034-01-01T00:00:00Z')).toMatchObject({ exit: 0, pruned: { history: 1 } });
  });

  it('says of an organisation that was never scanned that there is nothing', async () => {
    const { exit, stderr } = await run('verify', '--org', 'acmee');
    expect(exit).toBe(2);
    expect(stderr).toMatch(/no scan of acmee yet\. Did you mean acme\?/);
  });
});
