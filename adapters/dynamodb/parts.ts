/** Bytes of one binary attribute: an item may have 400 KB, keys and names included. */
export const PART_BYTES = 380_000;

/** Cuts into pieces of at most `size` bytes; nothing gives one empty piece. */
export function partsOf(data: Uint8Array, size: number): Uint8Array[] {
  const count = Math.max(1, Math.ceil(data.length / size));
  return Array.from({ length: count }, (_, part) => data.subarray(part * size, (part + 1) * size));
}
