import type { schema } from '@stryker-mutator/api/core';

/** A change of the code that no test notices, told by its text, so that lines may move. */
export interface Survivor {
  readonly file: string;
  /** The line it starts in, without its indentation. */
  readonly in: string;
  /** What is replaced; white space of any length is one space. */
  readonly was: string;
  /** What replaces it, written likewise. */
  readonly becomes: string;
}

/** The changes of a report that no test noticed or reached; a test that hung noticed. */
export function survivorsOf(file: string, { source, mutants }: schema.FileResult): readonly Survivor[] {
  const lines = source.split('\n');
  return mutants
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .toSorted((one, other) => before(one.location.start, other.location.start))
    .map(({ location, replacement }) => ({
      file,
      in: lines[location.start.line - 1]?.trim() ?? '',
      was: spaced(between(lines, location)),
      becomes: spaced(replacement ?? ''),
    }));
}

function before(one: schema.Position, other: schema.Position): number {
  return one.line - other.line || one.column - other.column;
}

/** Lines and columns count from 1; the end is behind the last character. */
function between(lines: readonly string[], { start, end }: schema.Location): string {
  const text = lines.slice(start.line - 1, end.line).join('\n');
  const behind = (lines[end.line - 1]?.length ?? 0) - (end.column - 1);
  return text.slice(start.column - 1, text.length - behind);
}

function spaced(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
