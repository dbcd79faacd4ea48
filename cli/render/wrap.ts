import { displayWidth, startWithin } from '#core/inert.ts';

export interface Indent {
  /** Before the first line. */
  readonly first?: string;
  /** Before every other line. */
  readonly rest?: string;
}

/** Breaks text into lines of at most `width` columns at its spaces; a longer word is broken where it must be. */
export function wrap(text: string, width: number, { first = '', rest = first }: Indent = {}): string[] {
  const lines: string[] = [];
  let line = '';
  const room = (): number => Math.max(8, width - displayWidth(lines.length === 0 ? first : rest));
  const end = (): void => {
    lines.push((lines.length === 0 ? first : rest) + line);
    line = '';
  };
  for (const word of text.split(' ')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > room()) end();
    let left = line === '' ? word : `${line} ${word}`;
    while (startWithin(left, room()) !== left) {
      line = someOf(left, room());
      left = left.slice(line.length);
      end();
    }
    line = left;
  }
  if (line !== '' || lines.length === 0) end();
  return lines;
}

/** As much of a long word as fits; at least something, should one letter be wider than the line. */
function someOf(word: string, width: number): string {
  return startWithin(word, width) || word.slice(0, 1);
}
