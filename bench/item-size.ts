/**
 * Bytes of an item as DynamoDB counts them: names and texts in UTF-8, a number by its digits, three bytes and one an
 * element for lists and maps.
 */
export function itemSize(item: Readonly<Record<string, unknown>>): number {
  return sum(Object.entries(item).map(([name, value]) => Buffer.byteLength(name) + valueSize(value)));
}

function valueSize(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).replace(/\D/g, '').length / 2) + 1;
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return 3 + value.length + sum(value.map(valueSize));
  if (typeof value === 'object' && value !== null) {
    return 3 + Object.keys(value).length + itemSize({ ...value });
  }
  return 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
