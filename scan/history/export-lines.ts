import type { OrgLogin } from '#core/credential.ts';
import { EXPORT_FORMAT, EXPORT_VERSION, type ExportLine } from '#core/history/export-line.ts';
import { changesMisfit, transitionsMisfit } from '#core/history/misfits.ts';
import type { Instant } from '#core/instant.ts';
import { historyUntil, snapshotUntil } from '#core/retention.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { assemble } from '#core/snapshot.ts';
import { addPiece, noRows } from '#core/snapshot-rows.ts';
import type { Sha256 } from '#scan/ports.ts';
import type { DamagedChunkError, Store } from '#scan/store-port.ts';

export interface ExportRange {
  readonly from: Instant;
  readonly to: Instant;
}

interface Exporting {
  readonly store: Store;
  readonly now: Instant;
  readonly sha256: Sha256;
}

/** Characters of one part of a piece: a cell of a spreadsheet holds 32,767. */
const PART_LENGTH = 24_000;

/** All that is kept of the scans from `from` to `to`, both included: enough to verify it without the store. */
export async function* exportLines(
  exporting: Exporting,
  org: OrgLogin,
  { from, to }: ExportRange,
): AsyncGenerator<ExportLine> {
  let lines = 1;
  yield {
    type: 'export',
    format: EXPORT_FORMAT,
    version: EXPORT_VERSION,
    ...{ org, from, to },
    madeAt: exporting.now,
    verify: 'patrol verify --file FILE computes every digest again; it needs no store and no network.',
  };
  for await (const record of exporting.store.scans(org)) {
    if (record.id < from || record.id > to) continue;
    for await (const line of linesOfScan(exporting, record)) {
      lines += 1;
      yield line;
    }
  }
  yield { type: 'end', lines: lines + 1 };
}

async function* linesOfScan(exporting: Exporting, record: ScanRecord): AsyncGenerator<ExportLine> {
  yield { type: 'scan', scan: record.id, record };
  yield* historyLines(exporting, record);
  yield* snapshotLines(exporting, record);
}

async function* historyLines(
  { now, sha256, store }: Exporting,
  record: ScanRecord,
): AsyncGenerator<ExportLine> {
  const { id: scan, org } = record;
  const changes = await store.changes(org, scan);
  const transitions = await store.transitions(org, scan);
  for (const change of changes) yield { type: 'change', scan, change };
  for (const transition of transitions) yield { type: 'transition', scan, transition };
  const isWhole =
    changesMisfit(record, changes, { expected: () => null, sha256 }) === null &&
    transitionsMisfit(record, transitions, sha256) === null;
  if (isWhole || historyUntil(record) > now) return;
  const words = `kept until ${historyUntil(record)}`;
  yield { type: 'missing', scan, what: 'history', reason: 'pruned', words };
}

async function* snapshotLines({ now, store }: Exporting, record: ScanRecord): AsyncGenerator<ExportLine> {
  const { chunks, id: scan, org } = record;
  const damaged: DamagedChunkError[] = [];
  const rows = noRows();
  for await (const { ref, items, packed, encoding } of store.readChunks(org, scan, chunks, (error) =>
    damaged.push(error),
  )) {
    addPiece(rows, ref.source, items);
    const data = Buffer.from(packed).toString('base64');
    const parts = Math.ceil(data.length / PART_LENGTH);
    const { ordinal, source } = ref;
    for (let part = 0; part < parts; part += 1) {
      const cut = data.slice(part * PART_LENGTH, (part + 1) * PART_LENGTH);
      yield { type: 'piece', ...{ scan, source, ordinal, part, parts, encoding }, data: cut };
    }
  }
  for (const sighting of assemble(scan, rows).values()) yield { type: 'item', scan, sighting };
  if (damaged.length === 0) return;
  if (snapshotUntil(record) <= now) {
    yield {
      type: 'missing',
      scan,
      what: 'snapshot',
      reason: 'pruned',
      words: `kept until ${snapshotUntil(record)}`,
    };
    return;
  }
  for (const { message: words } of damaged) {
    yield { type: 'missing', scan, what: 'snapshot', reason: 'damaged', words };
  }
}
