import type * as z from 'zod';
import { excerpt } from './excerpt.ts';

/** Something GitHub sent is not what its documentation says. The message names the field and what came in it. */
export class FieldError extends Error {
  override readonly name = 'FieldError';
}

/** The parsed value. @throws {FieldError} naming the first field that is not as `schema` has it. */
export function parseFields<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path ?? [];
  throw new FieldError(`${fieldName(path)} is ${describe(valueAt(value, path))}`);
}

function fieldName(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the item' : excerpt(path.map(String).join('.'), 80);
}

/** What came, short: an answer is never quoted as a whole. */
export function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return excerpt(typeof value === 'string' ? `"${value}"` : String(value), 60);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (current, key) =>
      typeof current === 'object' && current !== null
        ? (current as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}
