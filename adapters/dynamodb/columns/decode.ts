import type { Column, Json } from './column.ts';
import { instantText } from './instant.ts';

/** The values that `encodeColumn` laid side by side. Equal objects may come back as one and the same object. */
export function decodeColumn(column: Column, count: number): Json[] {
  switch (column[0]) {
    case '=':
      return new Array<Json>(count).fill(column[1]);
    case 'v':
      return [...column[1]];
    case 'd':
      return decodeRepeated(column[1], column[2], column[3]);
    case 'i':
      return column[2].map((offset) => column[1] + offset);
    case 'g':
      return decodeGaps(column[1]);
    case 't':
      return decodeColumn(column[1], count).map((seconds) => instantText(Number(seconds)));
    case 'p':
      return decodeNumbered(column[1], column[2], count);
    case 'a':
      return decodeArrays(column[1], column[2], count);
    case 'o':
      return decodeObjects(column, count);
    case 'm':
      return decodeMixed(column[1], column[2]);
    default:
      return column satisfies never;
  }
}

function decodeRepeated(distinct: Column, count: number, indices: readonly number[]): Json[] {
  const values = decodeColumn(distinct, count);
  return indices.map((place) => values[place]);
}

function decodeGaps(gaps: readonly number[]): number[] {
  let value = 0;
  return gaps.map((gap) => {
    value += gap;
    return value;
  });
}

function decodeNumbered(heads: Column, numbers: Column, count: number): string[] {
  const ends = decodeColumn(numbers, count);
  return decodeColumn(heads, count).map((head, place) => `${head}${ends[place]}`);
}

function decodeArrays(lengths: Column, elements: Column, count: number): Json[] {
  const ends = decodeColumn(lengths, count).map(Number);
  const total = ends.reduce((sum, length) => sum + length, 0);
  const all = decodeColumn(elements, total);
  let start = 0;
  return ends.map((length) => {
    start += length;
    return all.slice(start - length, start);
  });
}

function decodeObjects(
  [, shapes, which, fields]: Extract<Column, readonly ['o', ...unknown[]]>,
  count: number,
) {
  const places = decodeColumn(which, count).map(Number);
  const columns = new Map(fields.map(([key, column]) => [key, fieldReader(key, column, shapes, places)]));
  return places.map((place) => {
    const item: Record<string, Json> = {};
    for (const key of shapes[place] ?? []) define(item, key, columns.get(key)?.());
    return item;
  });
}

/** Gives the values of one field, one at a time, in the order of the objects that have it. */
function fieldReader(
  key: string,
  column: Column,
  shapes: readonly (readonly string[])[],
  places: readonly number[],
): () => Json {
  const has = shapes.map((shape) => shape.includes(key));
  const values = decodeColumn(column, places.filter((place) => has[place]).length);
  let next = 0;
  return () => values[next++];
}

/** Assigning to `__proto__` would set no field. */
function define(item: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(item, key, { value, enumerable: true, configurable: true, writable: true });
  } else item[key] = value;
}

function decodeMixed(kinds: string, groups: readonly (readonly [string, Column])[]): Json[] {
  const readers = new Map(
    groups.map(([kind, column]) => {
      const values = decodeColumn(column, kinds.split(kind).length - 1);
      return [kind, values.values()];
    }),
  );
  return Array.from(kinds, (kind) => readers.get(kind)?.next().value);
}
