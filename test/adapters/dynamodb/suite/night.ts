import type { FindingTransition } from '#core/finding.ts';
import type { Instant } from '#core/instant.ts';
import type { Change, ChunkRef, ScanId } from '#core/scan-record.ts';
import type { Lease, Opening, Store } from '#scan/store-port.ts';
import { finding, fineGrainedToken, fingerprint, person } from '#test/builders/items.ts';
import { ACME, change, scanRecord, transition } from '#test/builders/scan-records.ts';

/** All that one night stages. */
export interface Night {
  readonly id: ScanId;
  readonly chunks: readonly { readonly source: ChunkRef['source']; readonly items: readonly unknown[] }[];
  readonly changes: readonly Change[];
  readonly transitions: readonly FindingTransition[];
}

/** Takes a night through all its steps, as a scan does. */
export async function runNight(store: Store, night: Night, holder: string): Promise<Opening> {
  const opening = await commitNight(store, night, holder);
  await projectAll(store);
  return opening;
}

/** As far as the commit. */
export async function commitNight(store: Store, night: Night, holder: string): Promise<Opening> {
  const { id, chunks, changes, transitions } = night;
  const opening = await openAfterLast(store, id, holder);
  if (opening.kind !== 'opened') return opening;
  if (opening.leftovers) await sweepAll(store, { org: ACME, scan: id, holder });
  await untilDone(() => store.discardStaged(ACME, id, [], A_STEP));
  const refs: ChunkRef[] = [];
  for (const [ordinal, chunk] of chunks.entries()) {
    refs.push(await store.putChunk(ACME, id, { ...chunk, ordinal }));
  }
  await store.findingsToJudge(ACME);
  await store.stageChanges(ACME, id, changes);
  await store.stageTransitions(ACME, id, transitions);
  const previous = opening.head?.id ?? null;
  const previousDigest = opening.head?.digest ?? null;
  await store.commit(scanRecord({ id, chunks: refs, previous, previousDigest }), holder);
  return opening;
}

/** Finishes first what a crash left half done, as a scan does. */
async function openAfterLast(store: Store, scan: ScanId, holder: string): Promise<Opening> {
  const opening = await store.open({ org: ACME, scan, holder });
  if (opening.kind !== 'behind') return opening;
  await projectAll(store);
  return openAfterLast(store, scan, holder);
}

/** Few enough that a night has several steps. */
const A_STEP = 2;

async function untilDone(work: () => Promise<'more' | 'done'>): Promise<void> {
  while ((await work()) === 'more');
}

/** Step by step. */
const sweepAll = (store: Store, lease: Lease): Promise<void> => untilDone(() => store.sweep(lease, A_STEP));

/** Step by step. */
export async function projectAll(store: Store): Promise<void> {
  let from = await store.project(ACME, null);
  while (from !== null) from = await store.project(ACME, from);
}

const at = (day: number) => `2026-11-${day}T02:00:00Z` as Instant;
const [first, second, third] = [at(20), at(21), at(22)];
const kept = fineGrainedToken({ id: '1' });
const leaving = fineGrainedToken({ id: '2' });
const renamed = fineGrainedToken({ id: '1', name: 'renamed' });
const open = finding({ id: fingerprint('one'), since: first });

/** Three nights in which things appear, change, go and come back. */
export const NIGHTS: readonly [Night, Night, Night] = [
  {
    id: first,
    chunks: [
      { source: 'fine-grained-tokens', items: [kept, leaving] },
      { source: 'people', items: [person()] },
    ],
    changes: [kept, leaving, person()].map((item) => change({ item })),
    transitions: [
      transition({ finding: open }),
      transition({ finding: finding({ id: fingerprint('two') }) }),
    ],
  },
  {
    id: second,
    chunks: [{ source: 'fine-grained-tokens', items: [renamed] }],
    changes: [
      change({
        item: renamed,
        change: 'changed',
        fields: { name: { before: kept.name, after: renamed.name } },
      }),
      change({ item: leaving, change: 'gone' }),
    ],
    transitions: [
      transition({
        kind: 'resolved',
        finding: { ...open, state: 'resolved', resolvedAt: second, cause: 'renewed' },
      }),
    ],
  },
  {
    id: third,
    chunks: [{ source: 'fine-grained-tokens', items: [renamed, leaving] }],
    changes: [change({ item: leaving })],
    transitions: [transition({ kind: 'reopened', finding: { ...open, since: third } })],
  },
];
