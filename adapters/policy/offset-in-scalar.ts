import { Scalar } from 'yaml';

/** Quotes and what stands for one character of the value, by the way the scalar is written. */
const UNITS: Readonly<Record<string, RegExp>> = {
  [Scalar.QUOTE_DOUBLE]: /\\(?:x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8}|.)|[^"\\]/gisu,
  [Scalar.QUOTE_SINGLE]: /''|[^']/gu,
};
const PLAIN_UNIT = /./gsu;
/** `|` or `>` with what follows them on their line. */
const BLOCK_HEADER = /^[|>].*\n?/;
/** Escapes of a double quoted text that are spaces, and one that ends its line. */
const SPACE = /^(?:\s|\\[abtnvfrLP_N \t\r\n])/;

/**
 * Where in the source a character of a text stands. Folding, quoting and indenting move spaces and add marks, and
 * leave the order of all else alone: so what is not a space is counted, in the value and in the source.
 *
 * @param source The whole file. @param offset UTF-16 units from the beginning of the value.
 */
export function offsetInScalar(source: string, { range, type, value }: Scalar, offset: number): number {
  const [start, end] = range ?? [0, 0];
  const written = source.slice(start, end);
  const header = BLOCK_HEADER.exec(type?.startsWith('BLOCK') ? written : '')?.[0].length ?? 0;
  let before = [...String(value).slice(0, offset)].filter((each) => !SPACE.test(each)).length;
  for (const { 0: unit, index } of written.slice(header).matchAll(UNITS[type ?? ''] ?? PLAIN_UNIT)) {
    if (SPACE.test(unit)) continue;
    if (before === 0) return start + header + index;
    before -= 1;
  }
  return Math.max(start, end - 1);
}
