import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { type Expiry, orgLogin } from '#core/credential.ts';
import { plusDays } from '#core/instant.ts';
import { dump } from '#test/adapters/dynamodb/database.ts';
import { fineGrainedToken, instant } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { patrol, type Run } from './builders/fake-world.ts';

const FIRST = instant('2026-11-20T02:00:00Z');
const at = (night: number) => plusDays(FIRST, night);
const policyOf = (retention: string) => `version: 1\nretention: ${retention}\n`;

let memory: Awaited<ReturnType<typeof memoryStore>>;
beforeAll(async () => {
  memory = await memoryStore();
  await scan(0, '{}');
  await scan(1, '{ snapshots: 10, history: 30 }');
});
afterAll(() => memory.close());

function scan(night: number, retention: string): Promise<Run> {
  const items = [fineGrainedToken({ name: `night ${night}` })];
  const github = { acme: { lists: { 'fine-grained-tokens': { items } } } };
  const readFile = async () => Buffer.from(policyOf(retention));
  const words = ['scan', '--org', 'acme', '--at', at(night), '--policy', 'patrol.yaml'];
  return patrol(words, { store: memory.again, github, readFile });
}

async function expiries(night: number): Promise<Record<string, unknown>> {
  const items = await dump(memory.table);
  const mine = items.filter(({ pk }) => pk === `SCAN#acme#${at(night)}`);
  return Object.fromEntries(mine.map(({ type, expireAt }) => [String(type), expireAt]));
}
const seconds = (text: string) => Date.parse(text) / 1_000;

describe('the retention of the policy', () => {
  it('is 400 days for snapshots and seven years for changes, where nothing else is said', async () => {
    expect(await expiries(0)).toMatchObject({
      chunk: seconds(plusDays(at(0), 400)),
      change: seconds('2033-11-20T02:00:00Z'),
    });
  });

  it('holds for what is scanned from then on, and the record says which held', async () => {
    expect(await expiries(1)).toMatchObject({
      chunk: seconds(plusDays(at(1), 10)),
      change: seconds(plusDays(at(1), 30)),
    });
    const retention = async (night: number) =>
      (await memory.store.scanAt(orgLogin('acme'), at(night)))?.retention;
    expect(await retention(0)).toEqual({ snapshotDays: 400, historyDays: 2_557 });
    expect(await retention(1)).toEqual({ snapshotDays: 10, historyDays: 30 });
  });

  it('lets a resolved finding go with the history, and never one that is open', async () => {
    const own = await memoryStore();
    const scanned = (night: number, ...expiresAt: Expiry[]) => {
      const items = expiresAt.map((each, id) => fineGrainedToken({ id: `${id}`, expiresAt: each }));
      const github = { acme: { lists: { 'fine-grained-tokens': { items } } } };
      return patrol(['scan', '--org', 'acme', '--at', at(night)], { store: own.again, github });
    };
    const kept = async () => {
      const items = (await dump(own.table)).filter(
        ({ type, rule }) => type === 'finding' && rule === 'never-expires',
      );
      return Object.fromEntries(items.map(({ state, expireAt }) => [state, expireAt]));
    };
    const later = instant('2027-03-01T00:00:00Z');
    await scanned(0, 'never', 'never');
    expect(await kept()).toEqual({ open: undefined });
    await scanned(1, 'never', later);
    expect(await kept()).toEqual({ open: undefined, resolved: seconds(plusDays(at(1), 2_557)) });
    await scanned(2, 'never', 'never');
    expect(await kept()).toEqual({ open: undefined });
    await own.close();
  });

  it('made shorter lets verify call what is gone pruned, and what went too early damaged', async () => {
    const { client, name } = memory.table;
    for (const { pk, sk, type } of await dump(memory.table)) {
      const isGone = type === 'chunk' || (type === 'change' && pk === `SCAN#acme#${at(1)}`);
      if (isGone) await client.send(new DeleteCommand({ TableName: name, Key: { pk, sk } }));
    }
    const verify = async (now: string) => {
      const words = ['verify', '--org', 'acme', '--format', 'json'];
      const { exit, stdout } = await patrol(words, { store: memory.again, now: () => new Date(now) });
      return { exit, ...JSON.parse(stdout) };
    };
    expect(await verify(plusDays(at(1), 31))).toMatchObject({
      exit: 3,
      misfits: [],
      pruned: { snapshots: 1, history: 1 },
      damaged: expect.arrayContaining([expect.stringContaining(`in scan ${at(0)} of acme is damaged`)]),
    });
    expect(await verify(plusDays(at(0), 400))).toMatchObject({
      exit: 0,
      intact: true,
      pruned: { snapshots: 2, history: 1 },
    });
  });

  it.each([
    ['{ snapshots: 0 }', /patrol\.yaml:2:\d+/],
    ['{ history: 7 }', /patrol\.yaml:2:\d+/],
    ['{ snapshot: 90 }', /snapshots/],
  ])('%s is refused, with its place', async (retention, message) => {
    const { exit, stderr } = await scan(2, retention);
    expect(exit).toBe(2);
    expect(stderr).toMatch(message);
  });
});
