import { clip, displayWidth, inert } from '#core/inert.ts';
import { type Paint, PLAIN } from './paint.ts';
import { wrap } from './wrap.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** What gives way when the terminal is narrow; a column without it (an id) keeps its whole text. */
  readonly narrow?: 'clip' | 'wrap';
}

const GAP = '  ';
/** A column that gives way keeps so much, and foreign text takes no more than so much even where there is room. */
const NARROWEST = 10;
const WIDEST = 64;

/**
 * Rows under titles, without borders, fitted to `width` columns. Every cell is made inert here. Laid out by our own
 * `displayWidth`: cli-table3 counts columns as of Unicode 13, so a newer emoji in a token's name shifted its row.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { width, paint = PLAIN }: { readonly width: number; readonly paint?: Paint },
): string {
  const cells = rows.map((row) => row.map((cell, index) => bounded(inert(cell), columns[index])));
  const widths = fittedWidths(columns, cells, width);
  const titles = columns.map(({ title }) => title.toUpperCase());
  const head = layOut(columns, titles, widths).replaceAll(/\S+(?: \S+)*/g, paint.bold);
  return [head, ...cells.map((row) => layOut(columns, row, widths))].join('\n');
}

/** One row: as many lines as its tallest cell. */
function layOut(columns: readonly Column[], row: readonly string[], widths: readonly number[]): string {
  const shaped = columns.map((column, index) => shape(row[index] ?? '', column, widths[index] ?? 0));
  const height = Math.max(1, ...shaped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((column, index) => pad(shaped[index]?.[line] ?? '', column, widths[index] ?? 0))
      .join(GAP)
      .trimEnd(),
  ).join('\n');
}

function pad(text: string, { align }: Column, width: number): string {
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? blanks + text : text + blanks;
}

function bounded(cell: string, column: Column | undefined): string {
  return column?.narrow === 'clip' ? clip(cell, WIDEST) : cell;
}

function shape(cell: string, { narrow }: Column, width: number): string[] {
  if (narrow === 'wrap') return wrap(cell, width);
  return [narrow === 'clip' ? clip(cell, width) : cell];
}

/** Natural widths, and where they do not fit, the widest of those that may give way gives way first. */
function fittedWidths(
  columns: readonly Column[],
  cells: readonly (readonly string[])[],
  width: number,
): number[] {
  const widths = columns.map(({ title }, index) =>
    cells.reduce((widest, row) => Math.max(widest, displayWidth(row[index] ?? '')), title.length),
  );
  const total = (): number => widths.reduce((sum, each) => sum + each, GAP.length * (columns.length - 1));
  const floor = columns.map(({ title, narrow }, index) =>
    narrow === undefined
      ? (widths[index] ?? 0)
      : Math.min(widths[index] ?? 0, Math.max(NARROWEST, title.length)),
  );
  for (let excess = total() - width; excess > 0; excess = total() - width) {
    const slack = widths.map((each, index) => each - (floor[index] ?? 0));
    const most = slack.indexOf(Math.max(...slack));
    const give = Math.min(excess, slack[most] ?? 0, headStart(slack));
    if (give <= 0) break;
    widths[most] = (widths[most] ?? 0) - give;
  }
  return widths;
}

/** How far the widest is ahead of the next, at least 1: so that several give way evenly. */
function headStart(slack: readonly number[]): number {
  const [first = 0, second = 0] = slack.toSorted((a, b) => b - a);
  return Math.max(1, first - second);
}
