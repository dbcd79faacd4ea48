/** Numbers from here on are ordered as text, in objects too. */
const MOST_INDEX = 2 ** 32 - 1;

/** JSON with every object's keys sorted, so that equal content is equal text. Fields that are undefined are left out. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(elementJson).join()}]`;
  const object = value as Readonly<Record<string, unknown>>;
  const fields: string[] = [];
  for (const key of inOrder(Object.keys(object))) {
    const inner = object[key];
    if (inner !== undefined) fields.push(`${JSON.stringify(key)}:${canonicalJson(inner)}`);
  }
  return `{${fields.join()}}`;
}

/** The same of a list, element by element: all changes of a large first night are longer than V8 lets a text be. */
export function* canonicalPieces(list: readonly unknown[]): Generator<string> {
  yield '[';
  for (const [index, element] of list.entries()) yield `${index === 0 ? '' : ','}${elementJson(element)}`;
  yield ']';
}

/**
 * By UTF-16 code units, as strings are sorted by default. Whole numbers come first and in their own order, where every
 * object of JavaScript has them: digests were made so from the first one on.
 */
function inOrder(keys: string[]): string[] {
  const isNumber = (key: string) => /^(?:0|[1-9]\d*)$/.test(key) && Number(key) < MOST_INDEX;
  if (!isNumber(keys[0] ?? '')) return keys.sort();
  return [...keys.filter(isNumber), ...keys.filter((key) => !isNumber(key)).sort()];
}

/** A place in a list is kept, whatever is in it. */
function elementJson(value: unknown): string {
  return value === undefined ? 'null' : canonicalJson(value);
}
