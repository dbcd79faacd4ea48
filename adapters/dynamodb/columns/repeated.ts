import type { Column, Json } from './column.ts';

/** After so many values without much repetition, a dictionary is given up. */
const TRIAL = 1_000;
const TRIAL_SHARE = 0.88;
const MOST_SHARE = 0.6;

/**
 * A dictionary and places in it; null where values hardly repeat. Objects are compared by their JSON, so that the
 * order of keys counts.
 */
export function encodeRepeated(
  values: readonly Json[],
  encodeDistinct: (distinct: readonly Json[]) => Column = (distinct) => ['v', distinct],
): Column | null {
  const places = new Map<Json, number>();
  const distinct: Json[] = [];
  const indices: number[] = [];
  for (const value of values) {
    const token = typeof value === 'object' ? JSON.stringify(value) : value;
    let place = places.get(token);
    if (place === undefined) {
      place = distinct.length;
      places.set(token, place);
      distinct.push(value);
    }
    indices.push(place);
    if (indices.length === TRIAL && distinct.length > TRIAL * TRIAL_SHARE) return null;
  }
  if (distinct.length === 1) return ['=', distinct[0]];
  if (distinct.length > values.length * MOST_SHARE) return null;
  return ['d', encodeDistinct(distinct), distinct.length, indices];
}
