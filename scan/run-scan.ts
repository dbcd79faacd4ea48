import type { OrgLogin } from '#core/credential.ts';
import { loudestFirst } from '#core/finding-order.ts';
import { type JudgedScan, judge, type Listener } from '#core/judge.ts';
import type { Policy } from '#core/policy/policy.ts';
import { KINDS_OF_SOURCE, type ListingSource } from '#core/reading.ts';
import { rules } from '#core/rules/registry.ts';
import type { ScanId, ScanRecord } from '#core/scan-record.ts';
import { alsoIn } from './also-in.ts';
import { collect } from './collect.ts';
import { committedScan } from './committed-scan.ts';
import { type KnownSnapshot, knownSnapshot, rebuiltWords } from './known-snapshot.ts';
import { listenersOf } from './listeners.ts';
import type { Engine, GitHub, ProgressListener, Sha256, Signer } from './ports.ts';
import { project } from './project.ts';
import { BusyError, OvertakenError } from './scan-errors.ts';
import type { ScanResult } from './scan-result.ts';
import { settle } from './settle.ts';
import { sharingRenewals } from './shared-renewals.ts';
import { stage } from './stage.ts';
import type { Opening, Store } from './store-port.ts';
import { sweep } from './sweep.ts';

export interface ScanInput {
  readonly org: OrgLogin;
  /** The scheduled time: names the scan, and is "now" to every rule. */
  readonly scan: ScanId;
  readonly policy: Policy;
  readonly github: GitHub;
  readonly store: Store;
  readonly engine: Engine;
  readonly sha256: Sha256;
  /** Vouches for the digest of what is committed; null: nobody does. */
  readonly signer: Signer | null;
  /** Who is to be told. */
  readonly channels: readonly Listener['habits'][];
  /** Who scans, for whoever finds the organisation taken. The same holder again is the same run resumed. */
  readonly holder: string;
  readonly progress: ProgressListener;
  readonly signal: AbortSignal;
}

/** What a run came to: `already-committed` when the same scheduled time was scanned before, and nothing was done. */
type Outcome = ScanResult['outcome'];

/**
 * One scan of one organisation (design §5): open, collect, settle, judge, commit, project. Nothing is visible
 * before the commit. Saying what was decided is `deliver`'s.
 *
 * @throws {BusyError} when somebody else scans it now.
 * @throws {OvertakenError} when a later scan is committed.
 * @throws {StoreLostError} when somebody took the organisation while this run stood still.
 */
export async function commitScan(asked: ScanInput): Promise<Outcome> {
  const input = { ...asked, store: sharingRenewals(asked.store.keeping(asked.policy.retention)) };
  const { org, scan } = input;
  input.progress.phase('opening');
  const opening = await openAfterLast(input);
  switch (opening.kind) {
    case 'busy':
      throw new BusyError({ org, ...opening });
    case 'overtaken':
      throw new OvertakenError(scan, { org, id: opening.head });
    case 'already-committed':
      return 'already-committed';
    case 'opened':
      await scanOpened(input, opening);
      return 'committed';
    default:
      return opening satisfies never;
  }
}

/** `commitScan`, and everything it came to. */
export async function runScan(input: ScanInput): Promise<ScanResult> {
  const outcome = await commitScan(input);
  const { org, scan, store } = input;
  const [record, changes, transitions, findings] = await Promise.all([
    committedScan(store, org, scan),
    store.changes(org, scan),
    store.transitions(org, scan),
    store.findings(org, ['open']),
  ]);
  return { outcome, record, changes, transitions, findings: loudestFirst(findings) };
}

/** What a run that died left half done is finished first. */
async function openAfterLast(input: ScanInput): Promise<Exclude<SmallOpening, { kind: 'behind' }>> {
  const { engine, holder, org, scan, store } = input;
  for (let attempt = 1; ; attempt += 1) {
    const name = attempt === 1 ? 'open' : `open ${attempt}`;
    const opening = await engine.step(name, async () => small(await store.open({ org, scan, holder })));
    if (opening.kind !== 'behind') return opening;
    await project(input, `project the last scan, attempt ${attempt}`);
  }
}

type SmallOpening = ReturnType<typeof small>;

/** A record may be megabytes; a step gives less. */
function small(opening: Opening) {
  switch (opening.kind) {
    case 'behind':
      return { kind: opening.kind };
    case 'opened':
      return { kind: opening.kind, head: opening.head?.id ?? null, leftovers: opening.leftovers };
    case 'overtaken':
      return { kind: opening.kind, head: opening.head.id };
    case 'already-committed':
      return { kind: opening.kind };
    case 'busy':
      return opening;
    default:
      return opening satisfies never;
  }
}

async function scanOpened(
  input: ScanInput,
  { head, leftovers }: Extract<SmallOpening, { kind: 'opened' }>,
): Promise<void> {
  const { engine, holder, org, progress, scan, store } = input;
  try {
    if (leftovers) await sweep(input);
    const decision = await decide(input, head === null ? null : await committedScan(store, org, head));
    progress.phase('judging');
    for (let attempt = 1, isCommitted = false; !isCommitted; attempt += 1) {
      const staged = await stage(input, decision, attempt);
      progress.phase('committing');
      isCommitted = await engine.step(attempt === 1 ? 'commit' : `commit ${attempt}`, async () => {
        const last = await store.head(org);
        // Cut off after the commit and before its checkpoint: what is committed is not judged again.
        if (last?.id === scan) return true;
        const { record } = await decision();
        // Resumed in between, and judged again: what other organisations and channels know may have moved on.
        if (record.digest !== staged) return false;
        await store.commit(await signed(record, input.signer), holder);
        return true;
      });
    }
    await project(input, 'project');
  } catch (error) {
    await store.release(org, scan, holder);
    throw error;
  }
}

/** In the step that commits: a signature is only ever made of the digest that goes with it. */
async function signed(record: ScanRecord, signer: Signer | null): Promise<ScanRecord> {
  return signer === null ? record : { ...record, signature: await signer.sign(record.digest) };
}

/**
 * Reads and settles everything. What is decided upon it is worked out when a step asks for it: a run that is resumed
 * after the commit needs it no more.
 */
async function decide(input: ScanInput, head: ScanRecord | null): Promise<() => Promise<JudgedScan>> {
  const { engine, github, org, progress, store } = input;
  progress.phase('reading');
  const collected = await engine.forEach('collect', github.sources, (source, own) =>
    collect({ ...input, engine: own }, source, { lastCount: lastCountOf(source.name, head), chunks: [] }),
  );
  progress.phase('settling');
  const known = head === null ? NOTHING_KNOWN : await knownSnapshot(store, head, input.sha256);
  const { rebuilt, snapshot: previous } = known;
  if (rebuilt !== null) progress.warning(rebuiltWords(rebuilt));
  const settled = await settle(input, github, { collected, head, previous });
  let judged: JudgedScan | null = null;
  return async () => {
    judged ??= judge({
      ...input,
      rules: [...rules, ...input.policy.customRules],
      head,
      previous,
      rebuilt: rebuilt === null ? null : { from: rebuilt.from, pieces: rebuilt.damaged.length },
      current: settled.snapshot,
      readings: settled.readings,
      chunks: settled.chunks,
      presses: await store.presses(org),
      findings: await store.findingsToJudge(org),
      alsoIn: await alsoIn(store, org, settled.snapshot),
      listeners: await listenersOf(org, input.channels, store),
      usage: { ...github.usage(), waitedSeconds: settled.waitedSeconds },
    });
    return judged;
  };
}

const NOTHING_KNOWN: KnownSnapshot = { snapshot: new Map(), rebuilt: null };

/** How many things of a source the last scan knew; null: it did not know. */
function lastCountOf(source: ListingSource, head: ScanRecord | null): number | null {
  if (head === null) return null;
  return KINDS_OF_SOURCE[source].reduce<number | null>((sum, kind) => {
    const count = head.counts[kind];
    return count === null ? sum : (sum ?? 0) + count;
  }, null);
}
