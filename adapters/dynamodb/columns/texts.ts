import type { Column, Json } from './column.ts';
import { secondsOf } from './instant.ts';
import { encodeKinds } from './kinds.ts';
import { encodeRepeated } from './repeated.ts';
import { encodeWhole } from './whole.ts';

/** More digits would not fit into a number. */
const MOST_DIGITS = 15;

/** Instants become seconds, ids become numbers, and what repeats is said once. */
export function encodeTexts(texts: readonly Json[]): Column {
  return encodeRepeated(texts) ?? encodeKinds(texts, textKind, encodeTextKind);
}

type TextKind = 't' | 'p' | 's';

function textKind(value: Json): TextKind {
  const text = String(value);
  if (secondsOf(text) !== null) return 't';
  return trailingDigits(text) === 0 ? 's' : 'p';
}

function encodeTextKind(kind: TextKind, values: readonly Json[]): Column {
  if (kind === 't') return ['t', encodeWhole(values.map((value) => secondsOf(String(value)) ?? 0))];
  return kind === 'p' ? encodeNumbered(values as readonly string[]) : ['v', values];
}

function encodeNumbered(values: readonly string[]): Column {
  const heads: string[] = [];
  const numbers: number[] = [];
  for (const value of values) {
    const cut = value.length - trailingDigits(value);
    heads.push(value.slice(0, cut));
    numbers.push(Number(value.slice(cut)));
  }
  const prefixes = encodeRepeated(heads);
  return prefixes === null ? ['v', values] : ['p', prefixes, encodeWhole(numbers)];
}

/** How many digits at the end of the text are a whole number as JSON would write it; 0: none are. */
function trailingDigits(text: string): number {
  let start = text.length;
  while (start > 0 && text.length - start < MOST_DIGITS && isDigit(text.charCodeAt(start - 1))) start -= 1;
  while (start < text.length - 1 && text.charCodeAt(start) === 48) start += 1;
  return text.length - start;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
