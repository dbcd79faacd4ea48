import { keyOf } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import { itemsBehind } from '#scan/items-behind.ts';
import { loadSnapshot } from '#scan/load-snapshot.ts';
import { runScan } from '#scan/run-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { fineGrainedToken, person, repository } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { scanInput } from '#test/builders/scan-input.ts';
import { transition } from '#test/builders/scan-records.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';

let memory: Awaited<ReturnType<typeof memoryStore>>;
beforeAll(async () => {
  memory = await memoryStore();
});
afterAll(() => memory.close());

const night = {
  lists: {
    'fine-grained-tokens': {
      items: [fineGrainedToken({ id: '1', repositorySelection: 'subset' }), fineGrainedToken({ id: '2' })],
    },
    people: { items: [person()] },
  },
  repositories: () => ({ kind: 'read', pages: 1, repositories: [repository({ id: 7 })] }) as const,
};

it('each thing is as the whole snapshot has it, and no list is read that it is not in', async () => {
  const input = scanInput({ store: memory.store, github: scriptedGitHub(night) });
  const { record } = await runScan(input);
  const whole = await loadSnapshot(memory.store, record);
  expect(whole.size).toBe(3);
  for (const { item } of whole.values()) {
    const read = new Set<string>();
    const store: Store = {
      ...memory.store,
      readChunks(org, scan, refs, damaged) {
        for (const { source } of refs) read.add(source);
        return memory.store.readChunks(org, scan, refs, damaged);
      },
    };
    const finding = { ...transition().finding, credential: item } as unknown as Finding;
    expect(await itemsBehind([finding], record, store)).toEqual(new Map([[keyOf(item), item]]));
    expect([...read].toSorted()).toEqual(
      item.kind === 'person' ? ['people'] : ['fine-grained-tokens', 'token-repositories'],
    );
  }
});
