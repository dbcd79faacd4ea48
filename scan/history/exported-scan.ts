import type { FindingTransition } from '#core/finding.ts';
import type { ExportLine } from '#core/history/export-line.ts';
import type { Change, ChunkRef, ScanRecord } from '#core/scan-record.ts';
import type { Sighting } from '#core/snapshot.ts';

/** What a file says of one scan. */
export interface ExportedScan {
  readonly record: ScanRecord;
  readonly changes: Change[];
  readonly transitions: FindingTransition[];
  /** `pieceName` → base64, the parts in the order they stand there. */
  readonly pieces: Map<string, string[]>;
  readonly items: Sighting[];
  readonly missing: Set<'snapshot' | 'history'>;
}

/** The lines that belong to the scan above them. */
export type LineOfScan = Exclude<ExportLine, { type: 'export' | 'scan' | 'end' }>;

export function exportedScan(record: ScanRecord): ExportedScan {
  return { record, changes: [], transitions: [], pieces: new Map(), items: [], missing: new Set() };
}

export function addLine(scan: ExportedScan, line: LineOfScan): void {
  switch (line.type) {
    case 'change':
      scan.changes.push(line.change);
      break;
    case 'transition':
      scan.transitions.push(line.transition);
      break;
    case 'piece':
      scan.pieces.set(pieceName(line), [...(scan.pieces.get(pieceName(line)) ?? []), line.data]);
      break;
    case 'item':
      scan.items.push(line.sighting);
      break;
    case 'missing':
      scan.missing.add(line.what);
      break;
    default:
      line satisfies never;
  }
}

export function pieceName({ ordinal, source }: Pick<ChunkRef, 'ordinal' | 'source'>): string {
  return `${source} ${ordinal}`;
}
