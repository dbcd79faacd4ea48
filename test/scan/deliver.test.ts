import type { Alert } from '#core/alert.ts';
import { plusDays } from '#core/instant.ts';
import { historyUntil } from '#core/retention.ts';
import { deliver } from '#scan/deliver.ts';
import { runScan } from '#scan/run-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { dump } from '#test/adapters/dynamodb/database.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { ACME, scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';

let memory: Awaited<ReturnType<typeof memoryStore>>;
let store: Store;
let heard: string[];
beforeEach(async () => {
  memory = await memoryStore();
  store = memory.store;
  heard = [];
});
afterEach(() => memory.close());

const night = (number: number) => plusDays(NIGHT, number);
const token = (daysLeft: number) =>
  fineGrainedToken({
    expiresAt: night(daysLeft),
    repositorySelection: 'all',
    repositories: null,
    repositoriesAsOf: null,
  });
const scan = (number: number, ...items: ReturnType<typeof token>[]) =>
  runScan(
    scanInput({
      store,
      scan: night(number),
      github: scriptedGitHub({ lists: { 'fine-grained-tokens': { items } } }),
    }),
  );
const hear = (alerts: readonly Alert[]) => {
  heard.push(...alerts.map(({ finding, reason }) => `${reason} ${finding.rule} ${finding.tier}`));
};
const record = async () => {
  const head = await store.head(ACME);
  if (head === null) throw new Error('Nothing was scanned yet.');
  return head;
};
const speak = async (send = async (alerts: readonly Alert[]) => hear(alerts)) =>
  deliver({ record: await record(), store, sink: { channel: 'test', send } });

describe('what is said', () => {
  it('is said once a tier, and once that it is over', async () => {
    for (const number of [0, 1, 2, 7, 8]) {
      await scan(number, token(20));
      await speak();
    }
    await scan(9, token(280));
    await speak();
    await speak();
    expect(heard).toEqual([
      'first-seen expires-soon 30',
      'tier-raised expires-soon 14',
      'resolved expires-soon 14',
    ]);
    const [delivery] = (await dump(memory.table)).filter(({ type }) => type === 'delivery');
    expect(delivery).toMatchObject({ expireAt: Date.parse(historyUntil({ id: night(9) })) / 1_000 });
  });

  it('is said by the next run when this one died before it could speak', async () => {
    await scan(0, token(20));
    await scan(1, token(20));
    await speak();
    expect(heard).toEqual(['first-seen expires-soon 30']);
  });

  it('is said again when the receiver did not take it', async () => {
    await scan(0, token(20));
    await expect(speak(() => Promise.reject(new Error('503')))).rejects.toThrow('503');
    await speak();
    await speak();
    expect(heard).toEqual(['first-seen expires-soon 30']);
  });

  it('is one repeat at most when the run dies between the yes and the note', async () => {
    await scan(0, token(20));
    const forgetful: Store = { ...store, noteDeliveries: () => Promise.reject(new Error('killed')) };
    const sink = { channel: 'test', send: async (alerts: readonly Alert[]) => hear(alerts) };
    await expect(deliver({ record: await record(), store: forgetful, sink })).rejects.toThrow('killed');
    await speak();
    await speak();
    expect(heard).toEqual(['first-seen expires-soon 30', 'first-seen expires-soon 30']);
  });
});
