import type { OrgLogin } from '#core/credential.ts';
import type { ListingSource, ReadingStatus } from '#core/reading.ts';
import type { ChunkRef, ScanId } from '#core/scan-record.ts';
import { holdForWait } from './hold-for-wait.ts';
import type { Cursor, Engine, ProgressListener, Source, SourceStep, Stop } from './ports.ts';
import type { Store } from './store-port.ts';

/** Requests of one step: at 100 things a page a piece of about 10,000, and well under a minute at GitHub's pace. */
const REQUESTS_PER_STEP = 100;

/** What one source gave, before settling. Its things are in the chunks. */
export interface Collected {
  readonly source: ListingSource;
  readonly status: ReadingStatus;
  readonly pages: number;
  readonly reason: string | null;
  readonly missingPermission: string | null;
  readonly chunks: readonly ChunkRef[];
  readonly waitedSeconds: number;
}

export interface CollectInput {
  readonly engine: Engine;
  readonly store: Store;
  readonly org: OrgLogin;
  readonly scan: ScanId;
  readonly holder: string;
  readonly progress: ProgressListener;
  readonly signal: AbortSignal;
}

/** Where a reading starts: how many things the last scan saw, and the pieces an earlier reading of tonight left. */
export interface CollectFrom {
  readonly lastCount: number | null;
  readonly chunks: readonly ChunkRef[];
}

/**
 * Reads one source to its end, step by step; every step stores what it read and keeps only a cursor. Read again
 * (with the chunks of the first reading), the later sight of a thing wins.
 */
export async function collect(
  input: CollectInput,
  source: Source,
  { chunks: earlier, lastCount }: CollectFrom,
): Promise<Collected> {
  const { engine, org, progress, scan, signal, store } = input;
  const chunks: ChunkRef[] = [...earlier];
  let cursor: Cursor | null = null;
  let pages = 0;
  let seen = 0;
  let waitedSeconds = 0;
  for (let count = 1; ; count += 1) {
    const from: Cursor | null = cursor;
    const ordinal = chunks.length;
    const step: StoredStep = await engine.step(
      `collect ${source.name} ${earlier.length}.${count}`,
      async () => {
        await store.renew(org, scan, input.holder);
        const read = await source.read(org, from, {
          requestBudget: REQUESTS_PER_STEP,
          lastCount,
          signal,
          progress: (now, total) => progress.source(source.name, seen + now, total),
        });
        const chunk = await storeItems(input, source, ordinal, read);
        await holdForWait(input, read.next);
        return { ...read, items: read.items.length, chunk };
      },
    );
    if (step.chunk !== null) chunks.push(step.chunk);
    pages += step.pages;
    seen += step.items;
    const { next } = step;
    if (next.kind === 'wait') {
      progress.waiting(next.until, next.reason);
      waitedSeconds += await engine.waitUntil(next.until, next.reason);
    }
    if (next.kind === 'more' || next.kind === 'wait') {
      cursor = next.cursor;
      continue;
    }
    const outcome =
      next.kind === 'end'
        ? { status: 'complete' as const, reason: null, missingPermission: null }
        : stopped(next, pages > 0);
    progress.finished(source.name, outcome.status, seen);
    return { source: source.name, ...outcome, pages, chunks, waitedSeconds };
  }
}

type StoredStep = Omit<SourceStep, 'items'> & { readonly items: number; readonly chunk: ChunkRef | null };

async function storeItems(
  { org, scan, store }: CollectInput,
  source: Source,
  ordinal: number,
  { items }: SourceStep,
): Promise<ChunkRef | null> {
  return items.length === 0 ? null : store.putChunk(org, scan, { source: source.name, ordinal, items });
}

/** A source that stopped after it had shown something was cut off; before that it was refused, or was not there. */
export function stopped(
  stop: Stop,
  sawSomething: boolean,
): { status: ReadingStatus; reason: string; missingPermission: string | null } {
  const missingPermission = stop.kind === 'refused' ? stop.missingPermission : null;
  const status = sawSomething || stop.kind === 'failed' ? 'partial' : stop.kind;
  return { status, reason: stop.reason, missingPermission };
}
