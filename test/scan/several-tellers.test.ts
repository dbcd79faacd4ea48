import fc from 'fast-check';
import { documentClient } from '#adapters/dynamodb/client.ts';
import { createStore } from '#adapters/dynamodb/store.ts';
import type { PatrolEvent } from '#core/alert-event.ts';
import { type Instant, plusDays, plusSeconds } from '#core/instant.ts';
import { EVERYTHING } from '#core/route.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { AlertChannel, Engine } from '#scan/ports.ts';
import { runScan } from '#scan/run-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { tellChannels } from '#scan/tell-channels.ts';
import type { Told } from '#scan/tell-each.ts';
import { type Actor, interleave } from '#test/builders/interleave.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { startReceiver } from '#test/builders/receiver.ts';
import { ACME, scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';

const FINDINGS = 3;
/** A claim, and a second. */
const LAPSE_SECONDS = 121;
const tokens = Array.from({ length: FINDINGS }, (_, index) =>
  fineGrainedToken({
    id: String(index),
    expiresAt: plusDays(NIGHT, 6),
    lastUsedAt: NIGHT,
    repositorySelection: 'all',
    repositories: null,
    repositoriesAsOf: null,
  }),
);

let memory: Awaited<ReturnType<typeof memoryStore>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let record: ScanRecord;
let channels = 0;
let clock: Instant = NIGHT;
let stores: readonly Store[];
beforeAll(async () => {
  memory = await memoryStore();
  receiver = await startReceiver(() => ({}));
  const github = scriptedGitHub({ lists: { 'fine-grained-tokens': { items: tokens } } });
  stores = Array.from({ length: 4 }, openStore);
  record = (await runScan(scanInput({ store: memory.store, github }))).record;
});
afterAll(async () => {
  for (const store of stores) await store.close();
  await receiver.close();
  await memory.close();
});

/** The same table as another process would open it: it cannot know whether the others are dead. */
function openStore(): Store {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = documentClient({ endpoint: memory.url, region: 'local', credentials });
  return createStore(client, { now: () => clock });
}

function storeOf(index: number): Store {
  const store = stores[index];
  if (store === undefined) throw new RangeError(`There is no store ${index}.`);
  return store;
}

/** A channel nobody told anything but that there was a digest, so that each finding has a message of its own. */
async function freshChannel(): Promise<string> {
  const channel = `ear-${++channels}`;
  const said = { at: plusDays(NIGHT, -1), severity: 'low', tier: null } as const;
  await memory.store.noteDeliveries(ACME, [{ channel, about: 'digest', said, handle: null, sayings: [] }]);
  return channel;
}

const ear = (name: string): AlertChannel => ({
  name,
  routes: [EVERYTHING],
  each: true,
  mostSingles: 10,
  async send(event, _handle, signal) {
    await fetch(`${receiver.url}/${name}`, { method: 'POST', body: JSON.stringify(event), signal });
    return { kind: 'sent', handle: null };
  },
});

/** Credential → how often the channel heard of it. */
function heardIn(name: string): number[] {
  const ids = receiver.received
    .filter(({ path }) => path === `/${name}`)
    .map(({ body }) => JSON.parse(body) as PatrolEvent)
    .flatMap((event) => (event.kind === 'alert' ? event.finding.credential.id : []));
  return tokens.map(({ id }) => ids.filter((each) => each === id).length);
}

const passing = (turn: () => Promise<void>): Engine => {
  const engine: Engine = {
    step: (_name, work) => work(),
    async waitUntil() {
      await turn();
      return 10;
    },
    forEach: (_name, items, work) => Promise.all(items.map((item) => work(item, engine))),
  };
  return engine;
};

const never = () => Promise.resolve();
const tell = (name: string, store: Store, turn: () => Promise<void> = never) =>
  tellChannels({
    record,
    store,
    channels: [withTurns(ear(name), ['send'], turn)],
    engine: passing(turn),
    sites: { github: 'https://github.com', rules: 'docs/rules/' },
    holder: 'one of several',
    signal: new AbortController().signal,
  });

function withTurns<Target extends object>(
  target: Target,
  methods: readonly (keyof Target)[],
  turn: () => Promise<void>,
): Target {
  const gated = methods.map((method) => [
    method,
    async (...args: unknown[]) => {
      await turn();
      return (target[method] as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  return { ...target, ...Object.fromEntries(gated) };
}

/** Tells through the store, a turn before everything it does there; dies for good before turn `death`. */
function teller(name: string, store: Store, death: number | null): Actor {
  return async (turn) => {
    let turns = 0;
    const mortal = async () => {
      if (turns++ === death || turns > (death ?? Number.POSITIVE_INFINITY)) throw new Error('killed');
      await turn();
    };
    const claimChannel: Store['claimChannel'] = async (request) => {
      await mortal();
      const claim = await store.claimChannel(request);
      return claim.kind === 'wait' ? claim : withTurns(claim, ['keep', 'release'], mortal);
    };
    const gated = withTurns({ ...store, claimChannel }, ['deliveries', 'findings', 'noteDeliveries'], mortal);
    await tell(name, gated, mortal).catch((error: Error) => expect(error.message).toBe('killed'));
  };
}

const turns = fc.nat({ max: 40 });
const play = fc.record({
  choices: fc.array(fc.nat({ max: 5 }), { maxLength: 90 }),
  deaths: fc.array(fc.option(fc.nat({ max: 25 }), { freq: 2 }), { minLength: 2, maxLength: 3 }),
  lapses: fc.uniqueArray(turns, { maxLength: 3 }),
});

describe('several that tell one channel of one scan at once', () => {
  it('say each thing once, but for one repeat a process that died or slept through its claim', async () => {
    const dead = (deaths: readonly (number | null)[]) => deaths.filter((death) => death !== null).length;
    await fc.assert(
      fc.asyncProperty(play, async ({ choices, deaths, lapses }) => {
        const name = await freshChannel();
        const lapse = () => {
          clock = plusSeconds(clock, LAPSE_SECONDS);
        };
        await interleave(
          deaths.map((death, index) => teller(name, storeOf(index), death)),
          choices,
          new Map(lapses.map((nth) => [nth, lapse])),
        );
        lapse();
        expect(await tell(name, storeOf(3))).toMatchObject([{ failure: null }]);
        const heard = heardIn(name);
        expect(Math.min(...heard)).toBeGreaterThanOrEqual(1);
        expect(heard.reduce((sum, times) => sum + times - 1, 0)).toBeLessThanOrEqual(
          dead(deaths) + lapses.length,
        );
        await tell(name, storeOf(3));
        expect(heardIn(name)).toEqual(heard);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  it('one that slept through its claim between two messages leaves the next ones to who took it', async () => {
    const name = await freshChannel();
    const [sleepy, other] = [storeOf(0), storeOf(1)];
    let isAwake = true;
    const noteDeliveries: Store['noteDeliveries'] = async (...note) => {
      await sleepy.noteDeliveries(...note);
      if (!isAwake) return;
      isAwake = false;
      clock = plusSeconds(clock, LAPSE_SECONDS);
      await tell(name, other);
    };
    await tell(name, { ...sleepy, noteDeliveries });
    expect(heardIn(name)).toEqual(tokens.map(() => 1));
  });

  it('say each thing once, as they come', async () => {
    const name = await freshChannel();
    const told: readonly (readonly Told[])[] = await Promise.all(stores.map((store) => tell(name, store)));
    expect(heardIn(name)).toEqual(tokens.map(() => 1));
    expect(told.flat().flatMap(({ alerts }) => alerts)).toHaveLength(FINDINGS);
  });
});
