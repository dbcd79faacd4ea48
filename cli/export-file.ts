import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { parse as parseCsv } from 'csv-parse';
import { ExportLine } from '#core/history/export-line.ts';
import type { NumberedLine } from '#scan/history/verify-export.ts';
import { CSV_HEAD, csvRow } from './export-csv.ts';
import { UsageError } from './usage-error.ts';

/** The lines of an exported file, whichever of its two forms it has. */
export async function* readExport(file: Readable, path: string): AsyncGenerator<NumberedLine> {
  const first = await firstCharacter(file);
  yield* first === '{' ? jsonLines(file, path) : csvRows(file, path);
}

async function* jsonLines(file: Readable, path: string): AsyncGenerator<NumberedLine> {
  let number = 0;
  for await (const text of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    yield { number, content: parseJson(text, { path, number }), showsItsContent: true };
  }
}

async function* csvRows(file: Readable, path: string): AsyncGenerator<NumberedLine> {
  let number = -1;
  const rows = file.pipe(parseCsv({ bom: true, raw: true, relax_column_count: true }));
  for await (const { raw, record } of rows as AsyncIterable<{ raw: string; record: string[] }>) {
    number += 1;
    if (number === 0) {
      if (raw.trim() === CSV_HEAD.trim()) continue;
      throw new UsageError(`${path} is neither an export of Patrol in JSON Lines nor one in CSV.`);
    }
    const content = parseJson(record.at(-1) ?? '', { path, number });
    yield { number, content, showsItsContent: showsContent(raw, content) };
  }
}

/** A row that does not come out the same when it is written again shows something else. */
function showsContent(raw: string, content: unknown): boolean {
  const parsed = ExportLine.safeParse(content);
  return !parsed.success || csvRow(parsed.data).trimEnd() === raw.trimEnd();
}

function parseJson(
  text: string,
  { number, path }: { readonly path: string; readonly number: number },
): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path}, line ${number}: this is no JSON, so it is no export of Patrol.`, {
      cause: error,
    });
  }
}

async function firstCharacter(file: Readable): Promise<string> {
  if (file.readableLength === 0) await once(file, 'readable');
  const start = file.read() as Buffer | string | null;
  if (start === null) return '';
  file.unshift(start);
  return String(start).charAt(0);
}
