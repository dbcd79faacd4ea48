import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { sha256 } from '#adapters/engine/sha256.ts';
import { plusDays } from '#core/instant.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { verifyChain } from '#scan/history/verify-chain.ts';
import { runScan } from '#scan/run-scan.ts';
import { dump } from '#test/adapters/dynamodb/database.ts';
import { fineGrainedToken, instant, NIGHT, person, repository } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { ACME, scanInput } from '#test/builders/scan-input.ts';
import { type Night, scriptedGitHub } from '#test/builders/scripted-github.ts';

type Memory = Awaited<ReturnType<typeof memoryStore>>;
interface Item {
  readonly [attribute: string]: unknown;
  readonly pk?: unknown;
  readonly sk?: unknown;
  readonly type?: unknown;
  readonly source?: unknown;
}
type Damage = (memory: Memory, item: Item) => Promise<unknown>;

const night = (number: number) => plusDays(NIGHT, number);
const token = (id: number, overrides: object = {}) =>
  fineGrainedToken({ id: `${id}`, repositorySelection: 'all', repositories: null, ...overrides });
const subset = token(4, { repositorySelection: 'subset' });
const refused = { kind: 'refused', reason: 'not tonight', missingPermission: null } as const;

/** Token 2 is renewed, 3 goes, 5 comes, people cannot be read once: what the last night has is in pieces of all kinds. */
const NIGHTS: readonly Night[] = [
  tonight([token(1), token(2, { expiresAt: 'never' }), token(3), subset], [1]),
  tonight([token(1), token(2), token(3), subset], [1, 2]),
  { ...tonight([token(1), token(2), subset, token(5)], [1, 2]), ...people({ stop: refused }) },
  tonight([token(1), token(2), subset, token(5, { expiresAt: 'never' })], [1, 2, 3]),
];

function tonight(items: readonly ReturnType<typeof token>[], repositories: readonly number[]): Night {
  const used = items.map((item) => ({ ...item, lastUsedAt: instant('2026-11-21T00:00:00Z') }));
  return {
    lists: { 'fine-grained-tokens': { items: used }, people: { items: [person()] } },
    repositories: () => ({
      kind: 'read',
      pages: 1,
      repositories: repositories.map((id) => repository({ id })),
    }),
  };
}

function people(script: object): Night {
  return {
    lists: {
      'fine-grained-tokens': { items: [token(1), token(2), subset, token(5)] },
      people: script,
    },
  };
}

const remove: Damage = ({ table }, { pk, sk }) =>
  table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
const alter: Damage = ({ table }, item) =>
  table.client.send(
    new PutCommand({ TableName: table.name, Item: { ...item, data: new Uint8Array([1, 2, 3]) } }),
  );

const memories: Memory[] = [];
afterEach(() => Promise.all(memories.splice(0).map((memory) => memory.close())));

async function scan(memory: Memory, number: number, script = NIGHTS[number] ?? {}) {
  const warnings: string[] = [];
  const progress = { ...scanInput({ github: scriptedGitHub({}), store: memory.store }).progress };
  const result = await runScan(
    scanInput({
      ...{ github: scriptedGitHub(script), store: memory.again(), scan: night(number) },
      progress: { ...progress, warning: (words) => warnings.push(words) },
    }),
  );
  return { ...result, warnings };
}

/** Three nights, and what the fourth finds when these items were damaged before. */
async function fourthNight(damage: Damage, which: (item: Item) => boolean, script?: Night) {
  const memory = await memoryStore();
  memories.push(memory);
  for (const number of [0, 1, 2]) await scan(memory, number);
  for (const item of (await dump(memory.table)).filter(which)) await damage(memory, item);
  return { memory, ...(await scan(memory, 3, script)) };
}

/** All that a scan tells of the organisation. */
function told({ changes, findings, record, transitions }: Awaited<ReturnType<typeof scan>>) {
  const { digest: _digest, rebuilt: _rebuilt, usage: _usage, ...content } = record;
  return { changes, findings, transitions, content };
}

const pieceOf =
  (source: string, ...numbers: number[]) =>
  (item: Item) =>
    item.type === 'chunk' &&
    (source === 'any' || item.source === source) &&
    numbers.some((number) => `${item.pk}`.endsWith(night(number)));

let undisturbed: Awaited<ReturnType<typeof fourthNight>> | null = null;

describe('a scan after which pieces of the last snapshot were lost', () => {
  it.each([
    ['the list', remove, pieceOf('fine-grained-tokens', 2), 1, 1],
    ['the list, altered', alter, pieceOf('fine-grained-tokens', 2), 1, 1],
    ['the repositories', remove, pieceOf('token-repositories', 2), 1, 1],
    ['what was carried over', remove, pieceOf('settled', 2), 1, 1],
    ['all of it', remove, pieceOf('any', 2), 3, 1],
    ['all of it and of the one before', alter, pieceOf('any', 1, 2), 3, 0],
    ['everything there ever was', remove, pieceOf('any', 0, 1, 2), 3, null],
  ] as const)('finds what it would have found: %s', async (_, damage, which, pieces, base) => {
    undisturbed ??= await fourthNight(remove, () => false);
    const disturbed = await fourthNight(damage, which);
    expect(told(disturbed)).toEqual(told(undisturbed));
    const from = base === null ? null : night(base);
    expect(disturbed.record.rebuilt).toEqual({ from, pieces });
    expect(undisturbed.record).not.toHaveProperty('rebuilt');
    expect(undisturbed.warnings).toEqual([]);
    expect(disturbed.warnings).toEqual([
      expect.stringMatching(
        base === null
          ? /is damaged.* made again from the first scan and what changed since/
          : `of acme is damaged.* made again from the snapshot of scan ${night(base)} and what changed since`,
      ),
    ]);
  });

  it('is whole again, fits the chain, and leaves nothing to warn of', async () => {
    const { memory } = await fourthNight(remove, pieceOf('fine-grained-tokens', 2));
    expect((await scan(memory, 4, NIGHTS[3])).warnings).toEqual([]);
    expect(await verifyChain(memory.store, ACME, { now: NIGHT, sha256, check: null })).toMatchObject({
      misfits: [],
      damaged: [expect.stringContaining(`scan ${night(2)} of acme is damaged`)],
    });
  });

  it('takes nothing for gone that it cannot see', async () => {
    const blind: Night = {
      lists: { 'fine-grained-tokens': { stop: refused }, people: { stop: refused } },
    };
    const { changes, record, transitions } = await fourthNight(remove, pieceOf('any', 2), blind);
    expect(changes).toEqual([]);
    expect(transitions.filter(({ finding }) => finding.state === 'resolved')).toEqual([]);
    expect(record.counts).toMatchObject({ 'fine-grained-token': 4, person: 1 });
  });

  it('is not made of changes that were altered, and writes nothing then', async () => {
    const memory = await memoryStore();
    memories.push(memory);
    for (const number of [0, 1, 2]) await scan(memory, number);
    const items = await dump(memory.table);
    for (const item of items.filter(pieceOf('any', 2))) await remove(memory, item);
    const change = items.find(({ pk, type }) => type === 'change' && `${pk}`.endsWith(night(2)));
    await remove(memory, change ?? {});
    const before = await visible(memory);
    await expect(scan(memory, 3)).rejects.toThrow(
      new RegExp(
        `is damaged: 0 of 1 parts are there.* Nor could it be made again.* of scan ${night(2)}, what it changed was altered: 1 are stored, 2 were committed`,
      ),
    );
    expect(await visible(memory)).toEqual(before);
  });
});

async function visible({ store }: Memory): Promise<[ScanRecord | null, unknown]> {
  return [await store.head(ACME), await store.findings(ACME, ['open', 'waived', 'resolved'])];
}
