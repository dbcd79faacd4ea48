import { parse } from '@bufbuild/cel';
import { CelFault } from './cel-fault.ts';

/** @throws {CelFault} where the text stops to be an expression. */
export function parseCel(text: string): ReturnType<typeof parse> {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof RangeError)
      throw new CelFault('is nested too deep to be read.', { offset: 0, cause: error });
    throw new CelFault(wordsOf(error, text), { offset: offsetOf(error), cause: error });
  }
}

/** The parser's error has a `location`, which its types do not tell. */
function offsetOf(error: unknown): number {
  const { location } = error as { readonly location?: { readonly start?: { readonly offset?: number } } };
  return location?.start?.offset ?? 0;
}

/** Which of twenty things might follow helps nobody. */
function wordsOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const [, found = 'something'] = /found (.+?) but expecting/s.exec(message) ?? [];
  if (/^=[^=]/.test(text.slice(offsetOf(error)))) return 'has a single =; write == to compare.';
  if (found === 'end of input') return 'ends too early.';
  return `cannot be read from ${found} on.`;
}
