import type { Column } from './column.ts';

/** Sums and differences of two smaller numbers are exact. */
const LARGEST = 2 ** 51;

/** Whether `encodeWhole` may have it. */
export function isWhole(value: number): boolean {
  return Number.isInteger(value) && value < LARGEST && value > -LARGEST && !Object.is(value, -0);
}

/** Against the first number or against the one before, whichever are shorter to write. */
export function encodeWhole(values: readonly number[]): Column {
  const [first = 0] = values;
  const offsets: number[] = [];
  const gaps: number[] = [];
  let [before, offsetLength, gapLength] = [0, 0, 0];
  for (const value of values) {
    offsets.push(value - first);
    gaps.push(value - before);
    offsetLength += Math.log2(1 + Math.abs(value - first));
    gapLength += Math.log2(1 + Math.abs(value - before));
    before = value;
  }
  if (offsetLength === 0) return ['=', first];
  return gapLength < offsetLength ? ['g', gaps] : ['i', first, offsets];
}
