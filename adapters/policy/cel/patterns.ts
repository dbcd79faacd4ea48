import { RE2JS } from '@bufbuild/re2';

const compiled = new Map<string, RE2JS>();

/**
 * A regular expression of RE2, compiled once: its time grows with the length of the text, whatever the pattern.
 *
 * @throws {Error} saying what is wrong with it.
 */
export function pattern(text: string): RE2JS {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const fresh = RE2JS.compile(text);
  compiled.set(text, fresh);
  return fresh;
}
