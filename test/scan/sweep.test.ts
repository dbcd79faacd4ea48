import { createStore } from '#adapters/dynamodb/store.ts';
import { plusDays } from '#core/instant.ts';
import type { Engine } from '#scan/ports.ts';
import { commitScan } from '#scan/run-scan.ts';
import { sweep } from '#scan/sweep.ts';
import { dump } from '#test/adapters/dynamodb/database.ts';
import { recordCommands, type SentCommand } from '#test/adapters/dynamodb/watched-client.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { ACME, instantEngine, scanInput } from '#test/builders/scan-input.ts';
import { change } from '#test/builders/scan-records.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';

const LEFT = 2_000;
const A_STEP = 600;
const NEXT_NIGHT = plusDays(NIGHT, 1);
const next = { org: ACME, scan: NEXT_NIGHT, holder: 'next' };
const night = { lists: { 'fine-grained-tokens': { items: [fineGrainedToken()] } } };

type Memory = Awaited<ReturnType<typeof memoryStore>>;
let memory: Memory;
beforeEach(async () => {
  memory = await memoryStore();
});
afterEach(() => memory.close());

const left = async () => (await dump(memory.table)).filter(({ pk }) => pk === `SCAN#${ACME}#${NIGHT}`).length;

/** Dies before the step of this name, and notes how many items each step before removed. */
function counting(sent: readonly SentCommand[], removed: number[], diesBefore: string | null): Engine {
  return {
    ...instantEngine(),
    async step(name, work) {
      if (name === diesBefore) throw new Error('killed');
      const before = sent.length;
      const result = await work();
      const batches = sent.slice(before).flatMap(({ input }) => {
        const [requests = []] = Object.values((input['RequestItems'] ?? {}) as Record<string, object[]>);
        return requests;
      });
      removed.push(batches.filter((request) => 'DeleteRequest' in request).length);
      return result;
    },
  };
}

describe('what a scan that was given up staged', () => {
  it('is removed in several steps of bounded size, and a kill between two leaves the rest to the next', async () => {
    const { client, name } = memory.table;
    const store = createStore(client, { table: name, exclusive: true });
    const sent = recordCommands(client);
    await store.open({ org: ACME, scan: NIGHT, holder: 'dead' });
    const changes = Array.from({ length: LEFT }, (_, id) =>
      change({ item: fineGrainedToken({ id: `${id}` }) }),
    );
    await store.stageChanges(ACME, NIGHT, changes);
    expect(await left()).toBe(LEFT);

    expect(await store.open(next)).toMatchObject({ kind: 'opened', leftovers: true });
    const removed: number[] = [];
    const killed = sweep({ ...next, store, engine: counting(sent, removed, 'sweep 3') }, A_STEP);
    await expect(killed).rejects.toThrow('killed');
    expect(removed).toEqual([A_STEP, A_STEP]);
    expect(await left()).toBe(LEFT - 2 * A_STEP);

    // Whoever comes next, for whatever night, goes on where it was.
    const survivor = { ...next, holder: 'survivor' };
    expect(await store.open(survivor)).toMatchObject({ kind: 'opened', leftovers: true });
    const rest: number[] = [];
    await sweep({ ...survivor, store, engine: counting(sent, rest, null) }, A_STEP);
    expect(rest).toEqual([A_STEP, LEFT - 3 * A_STEP]);
    expect(await left()).toBe(0);
    expect(await store.open(survivor)).toMatchObject({ kind: 'opened', leftovers: false });
  });

  it('goes before anything is read, and what the next night says is what it would have said', async () => {
    const [disturbed, undisturbed] = [memory, await memoryStore()];
    await disturbed.store.open({ org: ACME, scan: NIGHT, holder: 'dead' });
    await disturbed.store.stageChanges(ACME, NIGHT, [change()]);
    const steps: string[] = [];
    for (const { store } of [disturbed, undisturbed]) {
      const github = scriptedGitHub(night);
      const engine: Engine = {
        ...instantEngine(),
        step: (name, work) => {
          steps.push(name);
          return work();
        },
      };
      expect(await commitScan(scanInput({ store, github, scan: NEXT_NIGHT, engine }))).toBe('committed');
    }
    expect(steps.filter((name) => /open|sweep|stage/.test(name))).toEqual([
      ...['open', 'sweep', 'stage'],
      ...['open', 'stage'],
    ]);
    expect(steps.indexOf('sweep')).toBe(1);
    const [one, other] = await Promise.all([disturbed, undisturbed].map(({ table }) => dump(table)));
    expect(one).toEqual(other);
    await undisturbed.close();
  });
});
