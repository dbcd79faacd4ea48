import { createStore } from '#adapters/dynamodb/store.ts';
import { plusDays } from '#core/instant.ts';
import { commitScan } from '#scan/run-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { type Database, freshTable, startDynalite } from '#test/adapters/dynamodb/database.ts';
import { startDynamoDbLocal } from '#test/adapters/dynamodb/dynamodb-local.ts';
import { classicToken, fineGrainedToken, instant, NIGHT, owner, person } from '#test/builders/items.ts';
import { scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';
import { patrol, type Run } from './builders/fake-world.ts';

const hubot = owner('hubot', 2);
/** Two nights of which every command has something else to say. */
const NIGHTS = [
  [
    fineGrainedToken({ id: '1', expiresAt: 'never', owner: hubot }),
    fineGrainedToken({ id: '2', expiresAt: 'never', owner: owner('monalisa', 3) }),
  ],
  [
    fineGrainedToken({ id: '1', expiresAt: instant('2100-01-01T00:00:00Z'), owner: hubot }),
    fineGrainedToken({ id: '3', expiresAt: 'never', owner: hubot }),
  ],
] as const;
type NightNumber = 0 | 1;

const COMMANDS = [
  'policy what-if --org acme --format json',
  'policy baseline --org acme --until 2027-03-31',
  'explain fine-grained-token:1 --org acme --format json',
  'findings --org acme --format json',
  'inventory --org acme --format json',
  'timeline fine-grained-token:1 --org acme --format json',
  'diff --org acme --from 2026-11-22T02:00:00Z --format json',
  'owner hubot --format json',
  'owner monalisa --format json',
  'plan --org acme --format json',
];

/** Has something to say of whatever is open. */
const POLICY = Buffer.from('version: 1\nenterprise: { rules: { never-expires: { severity: critical } } }\n');

describe.each<[string, () => Promise<Database>, readonly string[]]>([
  ['dynalite', startDynalite, COMMANDS],
  // Slower: those that read most.
  ['DynamoDB Local', startDynamoDbLocal, COMMANDS.slice(0, 3)],
])('patrol beside a writer, on %s', (_, start, commands) => {
  let database: Database;
  /** The same table before a commit, right after it, and a moment later. */
  const tables = { before: '', committed: '', projected: '' };
  beforeAll(async () => {
    database = await start();
    for (const moment of ['before', 'committed', 'projected'] as const) {
      const { client, name } = await freshTable(database.connect());
      const store = createStore(client, { table: name });
      await scanNight(store, 0);
      if (moment === 'committed') await scanNight(unprojecting(store), 1);
      if (moment === 'projected') await scanNight(store, 1);
      tables[moment] = name;
    }
  }, 120_000);
  afterAll(() => database.close());

  /** Runs a command that finds one table with its first reads, and from then on the other. */
  async function answer(command: string, { from, to = from, after = 0 }: Switch): Promise<Answer> {
    const client = database.connect();
    let reads = 0;
    client.middlewareStack.add(
      (next) => (request) => {
        reads += 1;
        return next({ ...request, input: { ...request.input, TableName: reads <= after ? from : to } });
      },
      { step: 'initialize', name: 'switchTable' },
    );
    const run = await patrol(command.split(' '), {
      store: () => createStore(client),
      readFile: async () => POLICY,
      now: () => new Date(plusDays(NIGHT, 1)),
    });
    return { run, reads };
  }

  it.each(commands)(
    '%s answers of one scan, whichever of its reads a commit comes before',
    async (command) => {
      const { run: earlier, reads } = await answer(command, { from: tables.before });
      const { run: later } = await answer(command, { from: tables.projected });
      expect(earlier).toMatchObject({ exit: 0, stderr: '' });
      expect(later).toMatchObject({ exit: 0, stderr: '' });
      expect(later.stdout).not.toBe(earlier.stdout);
      for (const to of [tables.committed, tables.projected]) {
        for (let after = 1; after <= reads; after += 1) {
          const { run } = await answer(command, { from: tables.before, to, after });
          const answers = [earlier, later];
          expect({ after, to, answers }).toEqual({ after, to, answers: expect.arrayContaining([run]) });
        }
      }
    },
  );
});

interface Switch {
  readonly from: string;
  readonly to?: string;
  /** So many reads. */
  readonly after?: number;
}

interface Answer {
  readonly run: Run;
  readonly reads: number;
}

function scanNight(store: Store, night: NightNumber): Promise<unknown> {
  const github = scriptedGitHub({
    lists: {
      'fine-grained-tokens': { items: NIGHTS[night] },
      'sso-credentials': { items: [classicToken()] },
      people: { items: [person()] },
    },
  });
  return commitScan(scanInput({ github, store, scan: plusDays(NIGHT, night) }));
}

/** Dies right after its commit. */
function unprojecting(store: Store): Store {
  return {
    ...store,
    keeping: (retention) => unprojecting(store.keeping(retention)),
    project: async () => null,
  };
}
