import type { Bag } from './column.ts';

/** More distinct lists of keys, or more keys, than this are not columns but a crowd. */
const MOST = 200;

export interface Shapes {
  /** The distinct lists of keys, in the order of their first appearance. */
  readonly shapes: readonly (readonly string[])[];
  /** For each object, which list it has. */
  readonly indices: readonly number[];
  readonly keys: readonly string[];
}

/** The lists of keys these objects have, in their own order; null when there are too many for columns. */
export function shapesOf(objects: readonly Bag[]): Shapes | null {
  const shapes: string[][] = [];
  const places = new Map<string, number>();
  const indices: number[] = [];
  let place = -1;
  for (const object of objects) {
    const keys = Object.keys(object);
    if (!isSame(keys, shapes[place])) {
      const token = JSON.stringify(keys);
      place = places.get(token) ?? shapes.push(keys) - 1;
      places.set(token, place);
      if (shapes.length > MOST) return null;
    }
    indices.push(place);
  }
  const keys = [...new Set(shapes.flat())];
  return keys.length > MOST ? null : { shapes, indices, keys };
}

function isSame(keys: readonly string[], shape: readonly string[] | undefined): boolean {
  return shape?.length === keys.length && keys.every((key, place) => key === shape[place]);
}
