import { type FineGrainedToken, keyOf, type TokenRequest } from '#core/credential.ts';
import type { ReadingStatus, SourceName } from '#core/reading.ts';
import { repositoriesDue } from '#core/repositories-due.ts';
import type { ChunkRef, ScanId } from '#core/scan-record.ts';
import type { RepositoriesRow, Snapshot } from '#core/snapshot.ts';
import { type CollectInput, stopped } from './collect.ts';
import { holdForWait } from './hold-for-wait.ts';
import type { RepositoriesReader, Stop, Wait } from './ports.ts';

type Holder = FineGrainedToken | TokenRequest;

/** Holders of one step: at GitHub's pace some 70 seconds, and a million of them are a thousand steps. */
const HOLDERS_PER_STEP = 1_000;
/** Holders between two renewals of the hold on the organisation, which lasts a minute. */
const HOLDERS_PER_RENEWAL = 200;
/** Requests under way at once; GitHub allows 100 for everything together. */
const WIDTH = 10;
/** A reader that fails this often is not going to work tonight. */
const FAILURES_AT_MOST = 10;

/** The repositories of all holders, read tonight or known from before. */
export interface ReadRepositories {
  readonly status: ReadingStatus;
  readonly rows: readonly RepositoriesRow[];
  readonly chunks: readonly ChunkRef[];
  readonly pages: number;
  readonly reason: string | null;
  readonly missingPermission: string | null;
  /** Holders whose repositories were due and stay as they were known before. */
  readonly carriedOver: number;
  readonly waitedSeconds: number;
}

interface StepResult {
  readonly chunk: ChunkRef | null;
  readonly pages: number;
  /** Holders answered for. */
  readonly settled: number;
  /** Places in the list of due holders that must be asked again. */
  readonly unread: readonly number[];
  readonly wait: Wait | null;
  readonly stops: readonly Stop[];
}

/** Reads what is due (core/repositories-due.ts) and keeps the rest as it was last read. */
export async function readRepositories(
  input: CollectInput,
  name: SourceName,
  {
    holders,
    previous,
    reader,
  }: { holders: readonly Holder[]; previous: Snapshot; reader: RepositoriesReader },
): Promise<ReadRepositories> {
  const before = (holder: Holder) => previous.get(keyOf(holder))?.item as Holder | undefined;
  const due = holders.filter((holder) => repositoriesDue(before(holder), holder, input.scan));
  const run = await readDue(input, name, due, reader);
  const fresh = await readBack(input, run.chunks);
  const known = new Set(fresh.map(({ key }) => key));
  const kept = holders.flatMap((holder): RepositoriesRow[] => {
    const last = before(holder);
    if (known.has(keyOf(holder)) || !last?.repositories || last.repositoriesAsOf === null) return [];
    return [{ key: keyOf(holder), repositories: last.repositories, asOf: last.repositoriesAsOf }];
  });
  const chunks = [...run.chunks];
  if (kept.length > 0) {
    const ordinal = chunks.length;
    chunks.push(await input.engine.step(`keep ${name}`, () => putRows(input, name, ordinal, kept)));
  }
  const [stop] = run.stops;
  const outcome =
    stop === undefined
      ? { status: 'complete' as const, reason: null, missingPermission: null }
      : stopped(stop, fresh.length + kept.length > 0);
  return {
    ...outcome,
    rows: [...fresh, ...kept],
    chunks,
    pages: run.pages,
    carriedOver: stop === undefined ? 0 : due.length - run.settled,
    waitedSeconds: run.waitedSeconds,
  };
}

async function readDue(
  input: CollectInput,
  name: SourceName,
  due: readonly Holder[],
  reader: RepositoriesReader,
): Promise<{ chunks: ChunkRef[]; pages: number; settled: number; stops: Stop[]; waitedSeconds: number }> {
  const total = { chunks: [] as ChunkRef[], pages: 0, settled: 0, stops: [] as Stop[], waitedSeconds: 0 };
  let pending = due.map((_, index) => index);
  for (let count = 1; pending.length > 0 && !hopeless(total.stops); count += 1) {
    const places = pending.slice(0, HOLDERS_PER_STEP);
    const rest = pending.slice(HOLDERS_PER_STEP);
    const ordinal = total.chunks.length;
    const step: StepResult = await input.engine.step(`read ${name} ${count}`, () =>
      readSome(input, name, { due, ordinal, places, reader }),
    );
    if (step.chunk !== null) total.chunks.push(step.chunk);
    total.pages += step.pages;
    total.settled += step.settled;
    total.stops.push(...step.stops);
    pending = [...step.unread, ...rest];
    input.progress.source(name, total.settled, due.length);
    if (step.wait !== null) {
      input.progress.waiting(step.wait.until, step.wait.reason);
      total.waitedSeconds += await input.engine.waitUntil(step.wait.until, step.wait.reason);
    }
  }
  return total;
}

const hopeless = (stops: readonly Stop[]): boolean =>
  stops.length >= FAILURES_AT_MOST || stops.some(({ kind }) => kind !== 'failed');

interface Some {
  readonly due: readonly Holder[];
  readonly ordinal: number;
  readonly places: readonly number[];
  readonly reader: RepositoriesReader;
}

/** Asks for some holders at once; after a wait or a refusal the ones not yet asked are left for later. */
async function readSome(input: CollectInput, name: SourceName, some: Some): Promise<StepResult> {
  const tally: Tally = { rows: [], unread: [], stops: [], wait: null, pages: 0, settled: 0 };
  const queue = [...some.places];
  const renewed = renewals(input);
  const worker = async () => {
    for (let place = queue.shift(); place !== undefined; place = queue.shift()) {
      const holder = some.due[place];
      if (holder === undefined) continue;
      await renewed();
      if (tally.wait !== null || hopeless(tally.stops)) tally.unread.push(place);
      else
        note(
          tally,
          { place, holder, scan: input.scan },
          await some.reader.read(input.org, holder, input.signal),
        );
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
  tally.rows.sort((one, other) => (one.key < other.key ? -1 : 1));
  const chunk = tally.rows.length === 0 ? null : await putRows(input, name, some.ordinal, tally.rows);
  const { pages, settled, stops, wait } = tally;
  await holdForWait(input, wait);
  return { pages, settled, stops, wait, chunk, unread: tally.unread.toSorted((one, other) => one - other) };
}

/** Renews the hold on the organisation before the first holder and every so many. */
function renewals({ holder, org, scan, store }: CollectInput): () => Promise<void> {
  let count = 0;
  return async () => {
    if (count++ % HOLDERS_PER_RENEWAL === 0) await store.renew(org, scan, holder);
  };
}

interface Tally {
  readonly rows: RepositoriesRow[];
  readonly unread: number[];
  readonly stops: Stop[];
  wait: Wait | null;
  pages: number;
  settled: number;
}

function note(
  tally: Tally,
  { holder, place, scan }: { holder: Holder; place: number; scan: ScanId },
  answer: Awaited<ReturnType<RepositoriesReader['read']>>,
): void {
  switch (answer.kind) {
    case 'read':
      tally.rows.push({ key: keyOf(holder), repositories: answer.repositories, asOf: scan });
      tally.pages += answer.pages;
      tally.settled += 1;
      break;
    case 'gone':
      tally.settled += 1;
      break;
    case 'wait':
      tally.wait = answer;
      tally.unread.push(place);
      break;
    case 'refused':
    case 'unavailable':
    case 'failed':
      tally.stops.push(answer);
      break;
    default:
      answer satisfies never;
  }
}

function putRows(
  { org, scan, store }: CollectInput,
  source: SourceName,
  ordinal: number,
  items: readonly RepositoriesRow[],
): Promise<ChunkRef> {
  return store.putChunk(org, scan, { source, ordinal, items });
}

async function readBack(
  { org, scan, store }: CollectInput,
  refs: readonly ChunkRef[],
): Promise<RepositoriesRow[]> {
  const rows: RepositoriesRow[] = [];
  for await (const { items } of store.readChunks(org, scan, refs)) {
    for (const row of items as readonly RepositoriesRow[]) rows.push(row);
  }
  return rows;
}
