import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { plusDays } from '#core/instant.ts';
import { dump } from '#test/adapters/dynamodb/database.ts';
import { fineGrainedToken, NIGHT, owner } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { patrol } from './builders/fake-world.ts';

const SECOND = plusDays(NIGHT, 1);
const laptop = fineGrainedToken({ id: '1', name: 'laptop', expiresAt: 'never' });
const handedOver = { ...laptop, owner: owner('hubot', 2) };

let memory: Awaited<ReturnType<typeof memoryStore>>;
beforeAll(async () => {
  memory = await memoryStore();
  for (const [at, items] of [
    [NIGHT, [laptop]],
    [SECOND, [handedOver, fineGrainedToken({ id: '2', owner: owner('hubot', 2), expiresAt: 'never' })]],
  ] as const) {
    const github = { acme: { lists: { 'fine-grained-tokens': { items } } } };
    await patrol(['scan', '--org', 'acme', '--at', at], { store: memory.again, github });
  }
  await goBackToTheCommit();
});
afterAll(() => memory.close());

/** The table as it is when the writer died right after the commit of the second night, where that had only news. */
async function goBackToTheCommit(): Promise<void> {
  const { client, name: TableName } = memory.table;
  const isNews = ({ lastChange, pk }: Record<string, unknown>) =>
    lastChange === SECOND && /^(?:CUR|FIN)/.test(`${pk}`);
  for (const { pk, sk } of (await dump(memory.table)).filter(isNews)) {
    await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
  }
  await client.send(
    new UpdateCommand({
      TableName,
      Key: { pk: 'ORG#acme', sk: 'HEAD' },
      UpdateExpression: 'SET projected = :no',
      ExpressionAttributeValues: { ':no': false },
    }),
  );
}

const ask = async (...words: string[]) => {
  const { stdout } = await patrol([...words, '--format', 'json'], { store: memory.again });
  return JSON.parse(stdout);
};

describe('right after a commit, before the current items follow', () => {
  it('an owner has what the committed scan saw, and nobody what it saw no more', async () => {
    const { items } = await ask('owner', 'hubot');
    expect(items.map(({ id }: { id: string }) => id)).toEqual(['1', '2']);
    expect((await ask('owner', 'octocat')).items).toEqual([]);
  });

  it('findings are those of the scan that is named above them', async () => {
    const { findings, scan } = await ask('findings', '--org', 'acme', '--rule', 'never-expires');
    expect(scan.id).toBe(SECOND);
    expect(
      findings.map(({ credential }: { credential: { id: string } }) => credential.id).toSorted(),
    ).toEqual(['1', '2']);
  });
});
