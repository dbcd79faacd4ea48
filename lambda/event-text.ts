/**
 * A text in the event of a function. Of an event of a few texts that we send ourselves a validation library would be most
 * of what is loaded to read it.
 *
 * @throws {RangeError} naming the field, when it is not there or no text.
 */
export function eventText(event: unknown, field: string): string {
  const found = optionalEventText(event, field);
  if (found === null) throw new RangeError(`The event has no text called "${field}".`);
  return found;
}

/** Null: it is not there. @throws {RangeError} naming the field, when it is no text. */
export function optionalEventText(event: unknown, field: string): string | null {
  const found = (event as Readonly<Record<string, unknown>> | null | undefined)?.[field];
  if (found === undefined) return null;
  if (typeof found !== 'string') throw new RangeError(`"${field}" in the event is no text.`);
  return found;
}
