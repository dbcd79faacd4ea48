import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { currentItem } from '#adapters/dynamodb/current.ts';
import { openEmbeddedDatabase } from '#adapters/dynamodb/embedded.ts';
import { createStore } from '#adapters/dynamodb/store.ts';
import { DEFAULT_TABLE_NAME, ensureTable } from '#adapters/dynamodb/table.ts';
import { inProcessEngine } from '#adapters/engine/in-process.ts';
import { sha256 } from '#adapters/engine/sha256.ts';
import { type FineGrainedToken, keyOf, orgLogin } from '#core/credential.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { BUILT_IN_POLICY } from '#core/policy/policy.ts';
import { LISTING_SOURCES } from '#core/reading.ts';
import { readSnapshot } from '#scan/history/read-snapshot.ts';
import { readTimeline } from '#scan/history/read-timeline.ts';
import type { GitHub } from '#scan/ports.ts';
import { commitScan } from '#scan/run-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { type Meter, metered, startOfMeter, unitsOf } from './metered-client.ts';
import { aNightLater, population } from './population.ts';

const ORG = orgLogin('acme');
const FIRST = '2026-10-24T02:00:00Z' as Instant;
const NIGHTS = 30;
/** A head is about so large; the tests of the store hold it there. */
const HEAD_UNITS = 2;
const PIECE = 10_000;

/** `npm run bench -- history [tokens [nights]]`: what 30 nights write, and how long it takes to look back. */
export async function benchHistory(tokens: number, nights = NIGHTS): Promise<string> {
  const table = new Table({
    head: [
      ...['credentials', 'nights', 'first night, units', 'quiet night, units', 'items', 'bytes a credential'],
      ...['rewriting all, units', 'as-of, s', 'reads of 1 MB', 'timeline, s'],
    ],
    style: { head: [], border: [] },
  });
  table.push(await rowOf(tokens, nights));
  return `${table}`;
}

async function rowOf(size: number, nights: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'patrol-bench-'));
  const database = await openEmbeddedDatabase(folder);
  const meter = startOfMeter();
  const client = metered(database.connect(), meter);
  await ensureTable({ client, name: DEFAULT_TABLE_NAME });
  const store = createStore(client, { exclusive: true });
  try {
    let tokens = population(size, FIRST);
    const first = await nightOf(store, meter, 0, tokens);
    let quiet = first;
    process.stderr.write(`${grouped(size)} credentials: the first night's units: ${byType(first)}\n`);
    for (let night = 1; night < nights; night += 1) {
      tokens = aNightLater(tokens, plusDays(FIRST, night), night);
      const started = performance.now();
      quiet = await nightOf(store, meter, night, tokens);
      const seconds = ((performance.now() - started) / 1_000).toFixed(1);
      const megabytes = grouped(Math.round(process.memoryUsage().rss / 1e6));
      process.stderr.write(
        `${grouped(size)} credentials: night ${night + 1} of ${nights}, ${grouped(unitsIn(quiet))} units, ${seconds} s, ${megabytes} MB\n`,
      );
    }
    const all = tokens.reduce((sum, token) => sum + unitsOf(currentItem(ORG, FIRST, token)), 0);
    const back = await lookBack(store, meter, { token: tokens[0], nights });
    return [
      ...[size, nights, unitsIn(first), unitsIn(quiet), quiet.writtenItems].map(grouped),
      (quiet.writtenBytes / size).toFixed(1),
      grouped(all),
      back.asOfSeconds.toFixed(2),
      grouped(back.reads),
      back.timelineSeconds.toFixed(2),
    ];
  } finally {
    await store.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Gives what the night cost. */
async function nightOf(
  store: Store,
  meter: Meter,
  night: number,
  tokens: readonly FineGrainedToken[],
): Promise<Meter> {
  Object.assign(meter, startOfMeter());
  await commitScan({
    ...{ org: ORG, scan: plusDays(FIRST, night), policy: BUILT_IN_POLICY, github: githubOf(tokens), store },
    ...{
      engine: inProcessEngine({ signal: new AbortController().signal }),
      sha256,
      signer: null,
      holder: 'bench',
      channels: [],
    },
    progress: { source() {}, finished() {}, waiting() {}, phase() {}, warning() {} },
    signal: new AbortController().signal,
  });
  return { ...meter };
}

async function lookBack(
  store: Store,
  meter: Meter,
  { nights, token }: { readonly nights: number; readonly token: FineGrainedToken | undefined },
) {
  if (token === undefined) throw new RangeError('Nobody to ask about.');
  Object.assign(meter, startOfMeter());
  const instant = plusDays(FIRST, Math.floor(nights / 2));
  const started = performance.now();
  const record = await store.scanAt(ORG, instant);
  if (record === null) throw new RangeError('The nights are gone.');
  await readSnapshot(store, record, instant);
  const { reads } = meter;
  const asOfSeconds = (performance.now() - started) / 1_000;
  const head = await store.head(ORG);
  const again = performance.now();
  if (head !== null) await readTimeline(store, head, keyOf(token));
  return { asOfSeconds, reads, timelineSeconds: (performance.now() - again) / 1_000 };
}

/** A GitHub that shows these tokens, a piece a step. */
function githubOf(tokens: readonly FineGrainedToken[]): GitHub {
  return {
    sources: LISTING_SOURCES.map((name) => ({
      name,
      confirmAtOnce: 50,
      async read(_org, cursor) {
        const from = Number(cursor ?? 0);
        const items = name === 'fine-grained-tokens' ? tokens.slice(from, from + PIECE) : [];
        const isMore = name === 'fine-grained-tokens' && from + PIECE < tokens.length;
        return {
          items,
          pages: 1,
          next: isMore ? { kind: 'more', cursor: `${from + PIECE}` } : { kind: 'end', note: null },
        };
      },
      confirm: async () => ({ alive: [], next: { kind: 'done' } }),
    })),
    repositories: {
      read: async (_org, holder) => ({ kind: 'read', repositories: holder.repositories ?? [], pages: 1 }),
    },
    usage: () => ({ requests: 0, notModified: 0, waitedSeconds: 0 }),
  };
}

function unitsIn({ updates, writeUnits }: Meter): number {
  return writeUnits + updates * HEAD_UNITS;
}

function byType({ unitsByType }: Meter): string {
  const most = Object.entries(unitsByType).sort(([, one], [, other]) => other - one);
  return most.map(([type, units]) => `${type} ${grouped(units)}`).join(', ');
}

function grouped(count: number): string {
  return count.toLocaleString('en-GB');
}
