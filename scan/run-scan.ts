import type { OrgLogin } from '#core/credential.ts';
import { loudestFirst } from '#core/finding-order.ts';
import { judge } from '#core/judge.ts';
import type { Policy } from '#core/policy/policy.ts';
import { KINDS_OF_SOURCE, type ListingSource } from '#core/reading.ts';
import { rules } from '#core/rules/registry.ts';
import type { ScanId, ScanRecord } from '#core/scan-record.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { collect } from './collect.ts';
import { loadSnapshot } from './load-snapshot.ts';
import type { Engine, GitHub, ProgressListener, Sha256, Store } from './ports.ts';
import { BusyError, OvertakenError } from './scan-errors.ts';
import type { ScanResult } from './scan-result.ts';
import { settle } from './settle.ts';

export interface ScanInput {
  readonly org: OrgLogin;
  /** The scheduled time: names the scan, and is "now" to every rule. */
  readonly scan: ScanId;
  readonly policy: Policy;
  readonly github: GitHub;
  readonly store: Store;
  readonly engine: Engine;
  readonly sha256: Sha256;
  /** Who scans, for whoever finds the organisation taken. The same holder again is the same run resumed. */
  readonly holder: string;
  readonly progress: ProgressListener;
  readonly signal: AbortSignal;
}

/**
 * One scan of one organisation (design §5): open, collect, settle, judge, commit, project. Nothing is visible
 * before the commit. Saying what was decided is `deliver`'s.
 *
 * @throws {BusyError} when somebody else scans it now.
 * @throws {OvertakenError} when a later scan is committed.
 * @throws {StoreLostError} when somebody took the organisation while this run stood still.
 */
export async function runScan(input: ScanInput): Promise<ScanResult> {
  const { engine, holder, org, scan, store } = input;
  input.progress.phase('opening');
  const opening = await engine.step('open', () => store.open({ org, scan, holder }));
  switch (opening.kind) {
    case 'busy':
      throw new BusyError({ org, ...opening });
    case 'overtaken':
      throw new OvertakenError(scan, opening.head);
    case 'already-committed':
      return resultOf(store, opening.record, 'already-committed');
    case 'opened':
      return scanOpened(input, opening.head);
    default:
      return opening satisfies never;
  }
}

async function scanOpened(input: ScanInput, head: ScanRecord | null): Promise<ScanResult> {
  const { engine, holder, org, progress, scan, store } = input;
  try {
    const record = await decide(input, head);
    progress.phase('committing');
    await engine.step('commit', () => store.commit(record, holder));
    await engine.step('project', () => store.project(org));
    return await resultOf(store, record, 'committed');
  } catch (error) {
    await store.release(org, scan, holder);
    throw error;
  }
}

async function decide(input: ScanInput, head: ScanRecord | null): Promise<ScanRecord> {
  const { engine, github, holder, org, progress, scan, store } = input;
  progress.phase('reading');
  const collected = await engine.forEach('collect', github.sources, (source) =>
    collect(input, source, { lastCount: lastCountOf(source.name, head), chunks: [] }),
  );
  progress.phase('settling');
  const previous: Snapshot = head === null ? new Map() : await loadSnapshot(store, head);
  const settled = await settle(input, github, { collected, head, previous });
  progress.phase('judging');
  return engine.step('judge', async () => {
    await store.renew(org, scan, holder);
    const judged = judge({
      ...input,
      rules: [...rules, ...input.policy.customRules],
      head,
      previous,
      current: settled.snapshot,
      readings: settled.readings,
      chunks: settled.chunks,
      findings: await store.findings(org, ['open', 'waived', 'resolved']),
      usage: { ...github.usage(), waitedSeconds: settled.waitedSeconds },
    });
    await store.discardStaged(org, scan, settled.chunks);
    await store.stageChanges(org, scan, judged.changes);
    await store.stageTransitions(org, scan, judged.transitions);
    return judged.record;
  });
}

/** How many things of a source the last scan knew; null: it did not know. */
function lastCountOf(source: ListingSource, head: ScanRecord | null): number | null {
  if (head === null) return null;
  return KINDS_OF_SOURCE[source].reduce<number | null>((sum, kind) => {
    const count = head.counts[kind];
    return count === null ? sum : (sum ?? 0) + count;
  }, null);
}

async function resultOf(
  store: Store,
  record: ScanRecord,
  outcome: ScanResult['outcome'],
): Promise<ScanResult> {
  const [changes, transitions, findings] = await Promise.all([
    store.changes(record.org, record.id),
    store.transitions(record.org, record.id),
    store.findings(record.org, ['open']),
  ]);
  return { outcome, record, changes, transitions, findings: loudestFirst(findings) };
}
