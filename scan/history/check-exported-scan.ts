import { canonicalJson } from '#core/canonical-json.ts';
import { keyOf } from '#core/credential.ts';
import { diffSnapshots } from '#core/diff.ts';
import { changesMisfit, type Misfit, recordMisfits, transitionsMisfit } from '#core/history/misfits.ts';
import { type Signatures, signatureMisfit } from '#core/history/signatures.ts';
import { historyUntil, snapshotUntil } from '#core/retention.ts';
import type { Change, ChunkRef, ScanRecord } from '#core/scan-record.ts';
import { assemble, type Sighting, type Snapshot } from '#core/snapshot.ts';
import { addPiece, noRows } from '#core/snapshot-rows.ts';
import type { Sha256 } from '#scan/ports.ts';
import { type ExportedScan, pieceName } from './exported-scan.ts';

/** Gives the things of a packed piece, or null when it is not what has the digest of `ref`. */
export type Unpack = (data: Uint8Array, ref: ChunkRef) => Promise<readonly unknown[] | null>;

export interface CheckedScan {
  readonly record: ScanRecord;
  /** Null: not whole. */
  readonly snapshot: Snapshot | null;
}

export interface Checking {
  readonly misfits: Misfit[];
  readonly damaged: string[];
  readonly pruned: { snapshots: number; history: number };
  readonly sha256: Sha256;
  readonly unpack: Unpack;
  readonly signatures: Signatures;
  /** When the export was made: what was pruned by then may be missing. */
  madeAt: string;
}

const NAMED = 5;

/** Computes the digests of one exported scan again. `before`: the scan above it in the file. */
export async function checkExportedScan(
  scan: ExportedScan,
  before: CheckedScan | null,
  checking: Checking,
): Promise<CheckedScan> {
  const { record } = scan;
  checking.misfits.push(...recordMisfits(record, before?.record ?? null, checking.sha256));
  const unsigned = signatureMisfit(checking.signatures, record);
  if (unsigned !== null) checking.misfits.push(unsigned);
  const snapshot = await checkSnapshot(scan, checking);
  const earlier = record.previous === null ? new Map() : (before?.snapshot ?? null);
  checkHistory(scan, checking, () =>
    snapshot === null || earlier === null ? null : diffSnapshots(earlier, snapshot),
  );
  return { record, snapshot };
}

function checkHistory(
  { changes, missing, record, transitions }: ExportedScan,
  { madeAt, misfits, pruned, sha256 }: Checking,
  expected: () => readonly Change[] | null,
): void {
  const found = [
    changesMisfit(record, changes, { expected, sha256 }),
    transitionsMisfit(record, transitions, sha256),
  ].filter((misfit) => misfit !== null);
  if (found.length > 0 && missing.has('history') && historyUntil(record) <= madeAt) pruned.history += 1;
  else misfits.push(...found);
}

async function checkSnapshot(
  { items, missing, pieces, record }: ExportedScan,
  { damaged, madeAt, misfits, pruned, unpack }: Checking,
): Promise<Snapshot | null> {
  const rows = noRows();
  const lost: string[] = [];
  for (const ref of record.chunks) {
    const held = await unpacked(pieces.get(pieceName(ref))?.join(''), ref, unpack);
    if (held !== null) addPiece(rows, ref.source, held);
    else lost.push(`Piece ${ref.ordinal} of ${ref.source} in scan ${record.id} is missing or altered.`);
  }
  if (lost.length > 0) {
    if (missing.has('snapshot') && snapshotUntil(record) <= madeAt) pruned.snapshots += 1;
    else damaged.push(...lost);
    return null;
  }
  const snapshot = assemble(record.id, rows);
  const altered = alteredItems(snapshot, items);
  if (altered.length > 0) {
    const words = `what is shown of ${altered.slice(0, NAMED).join(', ')} is not what the snapshot holds`;
    misfits.push({ scan: record.id, part: 'snapshot', words });
  }
  return snapshot;
}

async function unpacked(
  data: string | undefined,
  ref: ChunkRef,
  unpack: Unpack,
): Promise<readonly unknown[] | null> {
  if (data === undefined) return null;
  // Whatever is not the piece is altered, whether or not it can be unpacked.
  return unpack(Buffer.from(data, 'base64'), ref).catch(() => null);
}

function alteredItems(snapshot: Snapshot, shown: readonly Sighting[]): string[] {
  const items = new Map(shown.map((sighting) => [keyOf(sighting.item), sighting]));
  const keys = new Set([...snapshot.keys(), ...items.keys()]);
  return [...keys].filter(
    (key) => canonicalJson(items.get(key) ?? null) !== canonicalJson(snapshot.get(key) ?? null),
  );
}
