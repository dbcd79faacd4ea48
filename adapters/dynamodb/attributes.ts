/** The attributes of one item, as the document client gives and takes them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Keys a plain object or DynamoDB cannot hold, and our own escape of them. */
const AWKWARD_KEY = /^\\*(?:__proto__)?$/;
const ESCAPED_KEY = /^\\+(?:__proto__)?$/;

/**
 * Makes any JSON fit for a map attribute: DynamoDB refuses an empty key, and `__proto__` would be lost on the way
 * back. Both get a backslash in front, as does what already looks escaped.
 */
export function escaped(value: unknown): unknown {
  return mapKeys(value, (key) => (AWKWARD_KEY.test(key) ? `\\${key}` : key));
}

export function unescaped(value: unknown): unknown {
  return mapKeys(value, (key) => (ESCAPED_KEY.test(key) ? key.slice(1) : key));
}

/** The parse edge: what the table gives is trusted to have the form this adapter wrote. */
export function attributesOf(item: object): Attributes {
  return item as Attributes;
}

/** Nearly no value has such a key: what needs no change is given back as it is, not copied. */
function mapKeys(value: unknown, rename: (key: string) => string): unknown {
  return isFit(value) ? value : copied(value as object, rename);
}

function isFit(value: unknown): boolean {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return true;
  if (Array.isArray(value)) return value.every(isFit);
  return Object.keys(value).every(
    (key) => isPlain(key) && isFit((value as Readonly<Record<string, unknown>>)[key]),
  );
}

/** Neither awkward nor escaped: both kinds are empty or begin with one of two characters. */
function isPlain(key: string): boolean {
  return key !== '' && key[0] !== '\\' && key[0] !== '_';
}

function copied(value: object, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => mapKeys(each, rename));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [rename(key), mapKeys(each, rename)]));
}
