import type { PatrolEvent } from '#core/alert-event.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { EVERYTHING } from '#core/route.ts';
import type { AlertChannel } from '#scan/ports.ts';
import { runScan } from '#scan/run-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { tellChannels } from '#scan/tell-channels.ts';
import { dump } from '#test/adapters/dynamodb/database.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { instantEngine, scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';

let memory: Awaited<ReturnType<typeof memoryStore>>;
let store: Store;
beforeEach(async () => {
  memory = await memoryStore();
  store = memory.store;
});
afterEach(() => memory.close());

const night = (number: number): Instant => plusDays(NIGHT, number);
const token = (id: number, daysLeft: number) =>
  fineGrainedToken({
    id: String(id),
    expiresAt: night(daysLeft),
    lastUsedAt: NIGHT,
    repositorySelection: 'all',
    repositories: null,
    repositoriesAsOf: null,
  });
const scan = async (number: number, ...items: ReturnType<typeof token>[]) => {
  const github = scriptedGitHub({ lists: { 'fine-grained-tokens': { items } } });
  return (await runScan(scanInput({ store, scan: night(number), github }))).record;
};

const REFUSED = { kind: 'refused', reason: 'GitHub answered 403', missingPermission: 'x=read' } as const;
const blindScan = async (number: number) => {
  const github = scriptedGitHub({ lists: { 'fine-grained-tokens': { stop: REFUSED } } });
  return (await runScan(scanInput({ store, scan: night(number), github }))).record;
};

interface Ear {
  readonly channel: AlertChannel;
  readonly heard: string[];
}

/** A channel that remembers what it said yes to. */
function ear(
  overrides: Partial<AlertChannel> & { handles?: boolean; refuses?: (event: PatrolEvent) => unknown } = {},
): Ear {
  const { handles = false, refuses = () => false, ...habits } = overrides;
  const heard: string[] = [];
  const channel: AlertChannel = {
    name: 'ear',
    routes: [EVERYTHING],
    each: false,
    mostSingles: 10,
    async send(event, handle) {
      if (refuses(event)) throw new Error('the ear is deaf');
      heard.push(wordsOf(event, handle));
      return { kind: 'sent', handle: handles ? (handle ?? `message ${heard.length}`) : null };
    },
    ...habits,
  };
  return { channel, heard };
}

function wordsOf(event: PatrolEvent, handle: string | null): string {
  const place = handle === null ? '' : ` in ${handle}`;
  switch (event.kind) {
    case 'digest':
      return `digest of ${event.total}`;
    case 'scan-health':
      return `health ${event.reason} ${event.holes.map(({ source }) => source).join()}${place}`;
    case 'alert':
      return `${event.reason} ${event.finding.credential.id} at ${event.finding.tier}${place}`;
    default:
      return event satisfies never;
  }
}

const tell = (record: Awaited<ReturnType<typeof scan>>, ...channels: AlertChannel[]) =>
  tellChannels({
    record,
    store,
    channels,
    engine: instantEngine(),
    holder: 'test',
    sites: { github: 'https://github.com', rules: 'docs/rules/' },
    signal: new AbortController().signal,
  });

/** The engine of the builders counts every wait as an hour. */
describe('what a channel is told', () => {
  it('is one message for each finding that is loud, kept to its end, and a digest of the others', async () => {
    const { channel, heard } = ear({ handles: true });
    await tell(await scan(0, token(1, 6)), channel);
    await tell(await scan(1, token(1, 6), token(2, 13), token(3, 13)), channel);
    await tell(await scan(2, token(1, 6), token(2, 13), token(3, 13)), channel);
    await tell(await scan(3, token(1, 6), token(2, 13), token(3, 280)), channel);
    await tell(await scan(4, token(1, 280), token(2, 13), token(3, 280)), channel);
    expect(heard).toEqual([
      'first-seen 1 at 7',
      'digest of 2',
      'tier-raised 1 at 3 in message 1',
      'digest of 1',
      'resolved 1 at 3 in message 1',
    ]);
  });

  it('is kept as long as the history once it is over, and for as long as it takes when it is open or opens again', async () => {
    const { channel } = ear({ handles: true });
    const told = async (number: number, daysLeft: number) => {
      const retention = { snapshotDays: 30, historyDays: 60 };
      const record = { ...(await scan(number, token(1, daysLeft))), retention };
      await tell(record, channel);
      const items = await dump(memory.table);
      return items.flatMap(({ expireAt, type }) => (type === 'delivery' ? [expireAt] : []));
    };
    expect(await told(0, 6)).toEqual([undefined]);
    expect(await told(1, 280)).toEqual([Date.parse(night(61)) / 1_000]);
    expect(await told(2, 6)).toEqual([undefined]);
  });

  it('is one digest at first, however much there is, and whatever is said later of one of them', async () => {
    const { channel, heard } = ear({ handles: true });
    const all = Array.from({ length: 60 }, (_, index) => token(index, 7));
    await tell(await scan(0, ...all), channel);
    await tell(await scan(0, ...all), channel);
    await tell(
      await scan(4, token(0, 7), ...all.slice(1).map((each) => ({ ...each, expiresAt: night(280) }))),
      channel,
    );
    expect(heard).toEqual(['digest of 60', 'tier-raised 0 at 3', 'digest of 59']);
  });

  it('is everything one by one where machines listen, and a digest beside it of what is not loud', async () => {
    const { channel, heard } = ear({ each: true, mostSingles: 200 });
    await tell(await scan(0, token(1, 6)), channel);
    const record = await scan(1, token(1, 6), token(2, 13), token(3, 13));
    const deaf = ear({ each: true, mostSingles: 200, refuses: ({ kind }) => kind === 'digest' });
    expect(await tell(record, deaf.channel)).toMatchObject([{ failure: 'the ear is deaf' }]);
    await tell(await scan(2, token(1, 6), token(2, 13), token(3, 13)), channel);
    expect([...heard, ...deaf.heard.toSorted()]).toEqual([
      'first-seen 1 at 7',
      'digest of 2',
      'first-seen 2 at 14',
      'first-seen 3 at 14',
    ]);
  });

  it('goes out with the next run when it was not taken, and nobody else waits for it', async () => {
    let isDeaf = true;
    const deaf = ear({ name: 'deaf', refuses: () => isDeaf });
    const other = ear({ name: 'other' });
    const told = await tell(await scan(0, token(1, 6)), deaf.channel, other.channel);
    expect(told).toMatchObject([
      { channel: 'deaf', alerts: [], failure: 'the ear is deaf' },
      { channel: 'other', alerts: [{ reason: 'first-seen' }], failure: null },
    ]);
    isDeaf = false;
    await tell(await scan(1, token(1, 6)), deaf.channel, other.channel);
    expect([deaf.heard, other.heard]).toEqual([['first-seen 1 at 7'], ['first-seen 1 at 7']]);
  });

  it('waits as long as the receiver asks for, and not for ever', async () => {
    let left = 2;
    const { channel, heard } = ear();
    const busy: AlertChannel = {
      ...channel,
      send: async (...message) =>
        left-- > 0 ? { kind: 'wait', until: night(9), reason: 'busy' } : channel.send(...message),
    };
    const record = await scan(0, token(1, 6));
    expect(await tell(record, busy)).toMatchObject([{ alerts: [], failure: 'busy' }]);
    expect(await tell(record, busy)).toMatchObject([{ failure: null }]);
    expect(heard).toEqual(['first-seen 1 at 7']);
  });

  it('is that a scan cannot see everything, once, and that it does again, in the same message', async () => {
    const { channel, heard } = ear({ handles: true });
    const elsewhere = ear({ name: 'elsewhere', routes: [{ ...EVERYTHING, organisations: ['beta'] }] });
    const night = async (number: number, isBlind: boolean) =>
      tell(isBlind ? await blindScan(number) : await scan(number, token(1, 6)), channel, elsewhere.channel);
    await night(0, false);
    for (const number of [1, 2]) await night(number, true);
    await tell(await blindScan(2), channel);
    await night(3, false);
    await night(4, true);
    expect([heard, elsewhere.heard]).toEqual([
      [
        'first-seen 1 at 7',
        'health first-seen fine-grained-tokens,token-repositories',
        'health resolved  in message 2',
        'tier-raised 1 at 3 in message 1',
        'health first-seen fine-grained-tokens,token-repositories',
      ],
      [],
    ]);
  });

  it('is one digest at first of a scan that cannot see everything, too', async () => {
    const { channel, heard } = ear();
    const github = scriptedGitHub({
      lists: {
        'fine-grained-tokens': { items: [token(1, 6), token(2, 6)] },
        'deploy-keys': { stop: REFUSED },
      },
    });
    const { record } = await runScan(scanInput({ store, github }));
    await tell(record, channel);
    expect(heard).toEqual(['health first-seen deploy-keys', 'digest of 2']);
  });

  it('is repeated once at most when the run dies between the yes and the note', async () => {
    const { channel, heard } = ear();
    const record = await scan(0, token(1, 6));
    store = { ...store, noteDeliveries: () => Promise.reject(new Error('killed')) };
    await tell(record, channel);
    store = memory.again();
    await tell(record, channel);
    await tell(record, channel);
    expect(heard).toEqual(['first-seen 1 at 7', 'first-seen 1 at 7']);
  });
});
