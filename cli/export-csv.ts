import { stringify } from 'csv-stringify/sync';
import { type InventoryItem, keyOf } from '#core/credential.ts';
import type { ExportLine } from '#core/history/export-line.ts';
import { inert, inertJson } from '#core/inert.ts';
import { ownerOf } from './render/describe-item.ts';

/** What a spreadsheet shows of each line; `content` is the line itself, as JSON. */
const CSV_COLUMNS = ['type', 'scan', 'credential', 'name', 'owner', 'what', 'content'] as const;

/** The row of titles. */
export const CSV_HEAD = rowOf(CSV_COLUMNS);

/** One line of an export as a row. No cell begins as a formula does. */
export function csvRow(line: ExportLine): string {
  return rowOf([...shownCells(line), inertJson(JSON.stringify(line))]);
}

function shownCells(line: ExportLine): string[] {
  const scan = 'scan' in line ? line.scan : '';
  switch (line.type) {
    case 'export':
      return [line.type, '', '', '', '', `${line.org}, ${line.from} to ${line.to}`];
    case 'scan':
      return [line.type, scan, '', '', '', `${line.record.status}, digest ${line.record.digest}`];
    case 'change':
      return [line.type, scan, ...whose(line.change.item), line.change.change];
    case 'transition': {
      const { credential, rule, severity } = line.transition.finding;
      const { kind, id, name, owner } = credential;
      return [
        line.type,
        scan,
        `${kind}:${id}`,
        name ?? '',
        owner ?? '',
        `${line.transition.kind} ${severity} ${rule}`,
      ];
    }
    case 'piece':
      return [
        line.type,
        scan,
        '',
        '',
        '',
        `${line.source} ${line.ordinal}, part ${line.part + 1} of ${line.parts}`,
      ];
    case 'item':
      return [line.type, scan, ...whose(line.sighting.item), `seen ${line.sighting.seen}`];
    case 'missing':
      return [line.type, scan, '', '', '', `${line.what}: ${line.words}`];
    case 'end':
      return [line.type, '', '', '', '', `${line.lines} lines`];
    default:
      return line satisfies never;
  }
}

function whose(item: InventoryItem): string[] {
  return [keyOf(item), item.name ?? '', ownerOf(item.owner)];
}

function rowOf(cells: readonly string[]): string {
  return stringify([cells.map(inert)], { escape_formulas: true, quoted: true });
}
