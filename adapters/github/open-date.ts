import type { Expiry, LastUse } from '#core/credential.ts';
import { type Instant, parseInstant } from '#core/instant.ts';
import { describe, FieldError } from './field-error.ts';

/** GitHub's usual form is ours already, on a day that exists. */
const PLAIN = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
const daysThatExist = new Set<string>();

/**
 * A date with a zone, in UTC. Three dates an item make this a third of all the work of reading a list, so a day is
 * looked up in the calendar once only.
 *
 * @throws {FieldError} naming `field`.
 */
export function dateIn(field: string, text: string): Instant {
  const plain = PLAIN.test(text);
  if (plain && daysThatExist.has(text.slice(0, 10))) return text as Instant;
  const instant = parsedOrNull(text);
  // Without the parser's error as its cause: that one quotes the whole text as it came.
  if (instant === null) throw new FieldError(`${field} is ${describe(text)}, which is no date with a zone`);
  if (plain) daysThatExist.add(text.slice(0, 10));
  return instant;
}

function parsedOrNull(text: string): Instant | null {
  try {
    return parseInstant(text);
  } catch {
    return null;
  }
}

/** Null: it does not expire. Absent: GitHub did not say. @throws {FieldError} */
export function expiry(field: string, text: string | null | undefined): Expiry {
  return neverOrDate(field, text);
}

/** Null: not used yet. Absent: GitHub did not say. @throws {FieldError} */
export function lastUse(field: string, text: string | null | undefined): LastUse {
  return neverOrDate(field, text);
}

function neverOrDate(field: string, text: string | null | undefined): Expiry & LastUse {
  if (text === undefined) return 'unknown';
  return text === null ? 'never' : dateIn(field, text);
}
