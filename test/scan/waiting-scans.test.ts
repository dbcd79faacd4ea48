import { documentClient } from '#adapters/dynamodb/client.ts';
import { createStore } from '#adapters/dynamodb/store.ts';
import { type Instant, plusDays, plusSeconds } from '#core/instant.ts';
import type { ScanId } from '#core/scan-record.ts';
import type { Engine, Wait } from '#scan/ports.ts';
import { commitScan } from '#scan/run-scan.ts';
import { BusyError } from '#scan/scan-errors.ts';
import type { Store } from '#scan/store-port.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { ACME, instantEngine, scanInput } from '#test/builders/scan-input.ts';
import { type Night, scriptedGitHub } from '#test/builders/scripted-github.ts';

const SUBSET = fineGrainedToken({ id: '1', repositorySelection: 'subset' });
/** The night before: one token is going to be absent, and the other one changes. */
const KNOWN: Night = {
  lists: { 'fine-grained-tokens': { items: [fineGrainedToken({ id: '2' }), { ...SUBSET, name: 'before' }] } },
};
const HOUR = 3_600;
/** What is left of a lease when the wait is over. */
const MINUTE = 60;

let memory: Awaited<ReturnType<typeof memoryStore>>;
let clock: Instant;
const opened: Store[] = [];
beforeEach(async () => {
  memory = await memoryStore();
  clock = NIGHT;
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  await memory.close();
});

type Limited = 'its list' | 'a confirmation' | 'repositories';

/** What GitHub limits for an hour, once. */
function limited(where: Limited): Night {
  const wait: Wait = { kind: 'wait', until: plusSeconds(clock, HOUR), reason: 'the rate limit is spent' };
  const items = [SUBSET];
  if (where === 'its list') return { lists: { 'fine-grained-tokens': { items, wait } } };
  if (where === 'a confirmation') return { lists: { 'fine-grained-tokens': { confirmStop: wait } } };
  let told = false;
  return {
    lists: { 'fine-grained-tokens': { items } },
    repositories() {
      const answer = told ? ({ kind: 'read', repositories: [], pages: 1 } as const) : wait;
      told = true;
      return answer;
    },
  };
}

/** An execution that no other one can tell from a dead one; what waits goes on when it is woken. */
function execution(holder: string, scan: ScanId, where: Limited = 'its list') {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = documentClient({ endpoint: memory.url, region: 'local', credentials });
  const store = createStore(client, { now: () => clock });
  opened.push(store);
  const github = scriptedGitHub(limited(where));
  const waiting = Promise.withResolvers<void>();
  const woken = Promise.withResolvers<number>();
  const engine: Engine = {
    ...instantEngine(),
    waitUntil() {
      waiting.resolve();
      return woken.promise;
    },
    forEach: (_name, items, work) => Promise.all(items.map((item) => work(item, engine))),
  };
  return {
    asked: github.asked,
    waiting: waiting.promise,
    scan: () => commitScan(scanInput({ store, github, scan, holder, engine })),
    wake: () => woken.resolve(HOUR),
  };
}

describe('a scan that waits for an hour', () => {
  it.each<Limited>(['its list', 'a confirmation', 'repositories'])(
    'for %s: is not begun anew by another execution, which hears for how long, and finds it committed',
    async (where) => {
      const before = plusDays(NIGHT, -1);
      await commitScan(scanInput({ scan: before, store: memory.store, github: scriptedGitHub(KNOWN) }));
      const [first, second] = [execution('first', NIGHT, where), execution('second', NIGHT)];
      const made = first.scan();
      await first.waiting;
      second.wake();
      for (const seconds of [MINUTE + 1, HOUR - MINUTE - 1, MINUTE - 1]) {
        clock = plusSeconds(clock, seconds);
        const refusal = await second.scan().catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(BusyError);
        expect(refusal).toMatchObject({ scan: NIGHT, until: plusSeconds(NIGHT, HOUR + MINUTE) });
      }
      first.wake();
      expect(await made).toBe('committed');
      expect(await second.scan()).toBe('already-committed');
      expect(second.asked).toEqual([]);
    },
  );

  it.each([
    ['the same night', NIGHT],
    ['the next one', plusDays(NIGHT, 1)],
  ])('and died in it, lets go by itself: %s is scanned', async (_night, scan) => {
    const dead = execution('dead', NIGHT);
    const broken = dead.scan().catch((error: unknown) => error);
    await dead.waiting;
    clock = plusSeconds(NIGHT, HOUR + MINUTE);
    const next = execution('next', scan);
    next.wake();
    expect(await next.scan()).toBe('committed');
    expect(await memory.store.head(ACME)).toMatchObject({ id: scan, status: 'complete' });
    // It was only thought to be dead.
    dead.wake();
    expect(String(await broken)).toContain('nothing of scan');
  });
});
