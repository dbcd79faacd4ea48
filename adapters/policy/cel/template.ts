import { type CelResult, isCelError } from '@bufbuild/cel';
import { isReflectMessage } from '@bufbuild/protobuf/reflect';
import { type Timestamp, TimestampSchema, timestampDate } from '@bufbuild/protobuf/wkt';
import type { Credential, CredentialKind } from '#core/credential.ts';
import { clip } from '#core/inert.ts';
import type { Instant } from '#core/instant.ts';
import { CelFault } from './cel-fault.ts';
import { BOOL, INT, STRING, TIMESTAMP } from './cel-types.ts';
import { type CelProgram, compileCel } from './compile.ts';

/** A text whose placeholders are filled for a credential. */
export type Template = (credential: Credential, now: Instant) => string;

type Part = string | CelProgram;

const FILLING = [STRING, TIMESTAMP, INT, BOOL];

/** A text, `{{` or `}}`, a placeholder, or a brace by itself. */
const PARTS = /\{\{|\}\}|\{([^{}]*)\}|[{}]/g;

/**
 * A text with CEL expressions between braces; a brace itself is written twice. A placeholder that cannot be filled
 * reads `unknown`: a finding is not lost for its words.
 *
 * @throws {CelFault} at a placeholder that is wrong.
 */
export function compileTemplate(text: string, kinds: readonly CredentialKind[]): Template {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(PARTS)) {
    parts.push(text.slice(end, match.index), partOf(match, kinds));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return (credential, now) =>
    parts.map((part) => (typeof part === 'string' ? part : filling(part.run(credential, now)))).join('');
}

/** `match`: of `PARTS`. */
function partOf(match: RegExpExecArray, kinds: readonly CredentialKind[]): Part {
  const [whole, expression] = match;
  if (whole === '{{' || whole === '}}') return whole.slice(1);
  if (expression === undefined)
    throw new CelFault(`has a ${whole} by itself; write ${whole}${whole}.`, { offset: match.index });
  try {
    return compileCel(expression, { kinds, wanted: FILLING, mayUseNow: false });
  } catch (error) {
    if (error instanceof CelFault)
      throw new CelFault(error.message, { offset: match.index + 1 + error.offset, cause: error });
    throw error;
  }
}

/** Columns; names and descriptions are shorter. A finding is one item in the store, and has a limit there. */
const LONGEST_FILLING = 500;

/** A moment reads as its day, as everywhere in Patrol's words. */
function filling(value: CelResult): string {
  if (isCelError(value)) return 'unknown';
  if (isReflectMessage(value, TimestampSchema)) {
    return timestampDate(value.message as Timestamp)
      .toISOString()
      .slice(0, 10);
  }
  const text = String(value);
  return text.length > LONGEST_FILLING ? clip(text, LONGEST_FILLING) : text;
}
