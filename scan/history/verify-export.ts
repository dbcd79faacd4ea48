import { ExportLine } from '#core/history/export-line.ts';
import { noSignatures, type SignatureCheck, unsignedMisfit } from '#core/history/signatures.ts';
import type { ScanId, ScanRecord } from '#core/scan-record.ts';
import type { Sha256 } from '#scan/ports.ts';
import { type CheckedScan, type Checking, checkExportedScan, type Unpack } from './check-exported-scan.ts';
import { addLine, type ExportedScan, exportedScan, type LineOfScan } from './exported-scan.ts';
import type { Verified } from './verify-chain.ts';

export interface NumberedLine {
  /** Counted from 1, for whoever has to find it. */
  readonly number: number;
  /** As it was parsed from JSON. */
  readonly content: unknown;
  /** False where the line shows something else beside its content. */
  readonly showsItsContent: boolean;
}

/** The file is not an export, or not one this Patrol knows. */
class NoExportError extends Error {
  override readonly name = 'NoExportError';

  constructor(line: number, why: string) {
    super(
      line === 0 ? 'The file is empty.' : `Line ${line} is no line of a Patrol export of version 1: ${why}.`,
    );
  }
}

interface Reading {
  count: number;
  first: ScanRecord | null;
  /** The scan whose lines are being read. */
  open: ExportedScan | null;
  before: CheckedScan | null;
  isEnded: boolean;
}

interface ExportMeans {
  readonly sha256: Sha256;
  readonly unpack: Unpack;
  /** By the public keys that are trusted; null: signatures are counted only. */
  readonly check: SignatureCheck | null;
}

/**
 * Computes the chain of an exported range of scans again, from the file alone.
 *
 * @throws {NoExportError} naming the first line that is no line of an export.
 */
export async function verifyExport(
  lines: AsyncIterable<NumberedLine>,
  { check, sha256, unpack }: ExportMeans,
): Promise<Verified> {
  const found = { misfits: [], damaged: [], pruned: { snapshots: 0, history: 0 } };
  const checking: Checking = { ...found, sha256, unpack, signatures: noSignatures(check), madeAt: '' };
  const reading: Reading = { count: 0, first: null, open: null, before: null, isEnded: false };
  let last = 0;
  for await (const numbered of lines) {
    const line = parse(numbered);
    last = numbered.number;
    await read(reading, line, last, checking);
    if (!numbered.showsItsContent) noteColumns(line, last, checking);
  }
  await close(reading, checking);
  const { before, count, first } = reading;
  if (first === null || before === null) throw new NoExportError(last, 'there is no scan in it');
  if (!reading.isEnded) checking.damaged.push('The file was cut off: its last line is missing.');
  const { damaged, misfits, pruned, signatures } = checking;
  const unsigned = unsignedMisfit(signatures, before.record);
  if (unsigned !== null) misfits.push(unsigned);
  return { count, first, last: before.record, misfits, damaged, pruned, signatures };
}

function parse({ content, number }: NumberedLine): ExportLine {
  const parsed = ExportLine.safeParse(content);
  if (!parsed.success) throw new NoExportError(number, 'it has another form');
  const { data } = parsed;
  if ((data.type === 'export') !== (number === 1)) {
    throw new NoExportError(number, 'an export begins with one line of type "export"');
  }
  return data;
}

/** The scan that was read is whole. */
async function close(reading: Reading, checking: Checking): Promise<void> {
  if (reading.open === null) return;
  reading.before = await checkExportedScan(reading.open, reading.before, checking);
  reading.open = null;
}

async function read(reading: Reading, line: ExportLine, number: number, checking: Checking): Promise<void> {
  switch (line.type) {
    case 'export':
      checking.madeAt = line.madeAt;
      break;
    case 'scan':
      await close(reading, checking);
      reading.open = exportedScan(line.record);
      reading.first ??= line.record;
      reading.count += 1;
      break;
    case 'end':
      await close(reading, checking);
      reading.isEnded = true;
      if (line.lines === number) break;
      checking.damaged.push(`The file has ${number} lines, and was written with ${line.lines}.`);
      break;
    default:
      addTo(reading.open, line, number);
  }
}

function addTo(open: ExportedScan | null, line: LineOfScan, number: number): void {
  if (open === null || line.scan !== open.record.id) {
    throw new NoExportError(number, 'it does not belong to the scan above it');
  }
  addLine(open, line);
}

function noteColumns(line: ExportLine, number: number, { damaged, misfits }: Checking): void {
  const words = `the columns of row ${number} show something else than its content`;
  if ('scan' in line) misfits.push({ scan: line.scan as ScanId, part: 'columns', words });
  else damaged.push(`In the file, ${words}.`);
}
