import { inertJson } from '#core/inert.ts';

/** One document for standard output: indented, parseable, and without a character that acts on a terminal. */
export function toJson(document: object): string {
  return `${inertJson(JSON.stringify(document, null, 2))}\n`;
}
