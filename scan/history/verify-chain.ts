import type { OrgLogin } from '#core/credential.ts';
import { diffSnapshots } from '#core/diff.ts';
import {
  changesMisfit,
  headMisfit,
  type Misfit,
  recordMisfits,
  transitionsMisfit,
} from '#core/history/misfits.ts';
import {
  noSignatures,
  type SignatureCheck,
  type Signatures,
  signatureMisfit,
  unsignedMisfit,
} from '#core/history/signatures.ts';
import type { Instant } from '#core/instant.ts';
import { historyUntil, snapshotUntil } from '#core/retention.ts';
import type { Change, ScanRecord } from '#core/scan-record.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { loadSnapshot } from '#scan/load-snapshot.ts';
import type { Sha256 } from '#scan/ports.ts';
import type { DamagedChunkError, Store } from '#scan/store-port.ts';

/** What came of recomputing a chain of scans. */
export interface Verified {
  readonly count: number;
  readonly first: ScanRecord;
  readonly last: ScanRecord;
  /** What is not as it was committed, the oldest scan first. */
  readonly misfits: readonly Misfit[];
  /** Pieces of snapshots that are missing or altered, in words. */
  readonly damaged: readonly string[];
  /** Scans whose snapshot, or whose changes and transitions, retention let go. Their digests are kept. */
  readonly pruned: { readonly snapshots: number; readonly history: number };
  readonly signatures: Readonly<Signatures>;
}

interface Verification {
  readonly store: Store;
  readonly sha256: Sha256;
  readonly now: Instant;
  readonly misfits: Misfit[];
  readonly damaged: string[];
  readonly pruned: { snapshots: number; history: number };
  readonly signatures: Signatures;
}

interface Checked {
  readonly record: ScanRecord;
  /** Null: not whole. */
  readonly snapshot: Snapshot | null;
}

export interface VerifyMeans {
  readonly now: Instant;
  readonly sha256: Sha256;
  /** By the public keys that are trusted; null: signatures are counted only. */
  readonly check: SignatureCheck | null;
}

/** Recomputes the chain of an organisation from what is stored. Null: it was never scanned. */
export async function verifyChain(
  store: Store,
  org: OrgLogin,
  { check, now, sha256 }: VerifyMeans,
): Promise<Verified | null> {
  const verification: Verification = {
    ...{ store, sha256, now, signatures: noSignatures(check) },
    ...{ misfits: [], damaged: [], pruned: { snapshots: 0, history: 0 } },
  };
  let first: ScanRecord | null = null;
  let before: Checked | null = null;
  let count = 0;
  for await (const record of store.scans(org)) {
    first ??= record;
    before = await verifyScan(verification, record, before);
    count += 1;
  }
  const head = await store.head(org);
  if (first === null || before === null || head === null) return null;
  const { damaged, misfits, pruned, signatures } = verification;
  // A scan that was committed meanwhile is the next verification's.
  const atTheHead = head.previous === before.record.id ? null : headMisfit(head, before.record);
  const atTheEnd = [atTheHead, unsignedMisfit(signatures, before.record)];
  misfits.push(...atTheEnd.filter((misfit) => misfit !== null));
  return { count, first, last: before.record, misfits, damaged, pruned, signatures };
}

async function verifyScan(
  verification: Verification,
  record: ScanRecord,
  before: Checked | null,
): Promise<Checked> {
  const { misfits, sha256 } = verification;
  misfits.push(...recordMisfits(record, before?.record ?? null, sha256));
  if (before === null && record.previous !== null) {
    const words = `it was committed after ${record.previous}, which is not in the archive`;
    misfits.push({ scan: record.id, part: 'chain', words });
  }
  const unsigned = signatureMisfit(verification.signatures, record);
  if (unsigned !== null) misfits.push(unsigned);
  const snapshot = await verifySnapshot(verification, record);
  await verifyHistory(verification, record, () => expectedChanges(before, snapshot, record));
  return { record, snapshot };
}

async function verifySnapshot(
  { damaged, now, pruned, store }: Verification,
  record: ScanRecord,
): Promise<Snapshot | null> {
  const errors: DamagedChunkError[] = [];
  const snapshot = await loadSnapshot(store, record, (error) => errors.push(error));
  if (errors.length === 0) return snapshot;
  if (snapshotUntil(record) <= now) pruned.snapshots += 1;
  else damaged.push(...errors.map(({ message }) => message));
  return null;
}

async function verifyHistory(
  { misfits, now, pruned, sha256, store }: Verification,
  record: ScanRecord,
  expected: () => readonly Change[] | null,
): Promise<void> {
  const changes = await store.changes(record.org, record.id);
  const transitions = await store.transitions(record.org, record.id);
  const found = [
    changesMisfit(record, changes, { expected, sha256 }),
    transitionsMisfit(record, transitions, sha256),
  ].filter((misfit) => misfit !== null);
  if (found.length > 0 && historyUntil(record) <= now) pruned.history += 1;
  else misfits.push(...found);
}

function expectedChanges(
  before: Checked | null,
  snapshot: Snapshot | null,
  { previous }: ScanRecord,
): Change[] | null {
  if (snapshot === null) return null;
  if (previous === null) return diffSnapshots(new Map(), snapshot);
  return before?.snapshot == null ? null : diffSnapshots(before.snapshot, snapshot);
}
