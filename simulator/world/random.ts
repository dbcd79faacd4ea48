// Taken out once: in a sandboxed context, as tests have, each look at a global is slow, and dice roll a lot.
const { floor, imul } = Math;

/** Dice that fall the same way for the same seed: the only chance the simulator knows. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Picks by weight; the weights need not sum to 1. */
  weighted<T>(from: readonly (readonly [weight: number, value: T])[]): T;
  /** Up to `count` different ones, in the order of `from`. */
  sample<T>(from: readonly T[], count: number): T[];
}

/** Mulberry32 over a hash of the seed: small, fast, and good enough for a world nobody gambles with. */
export function randomOf(seed: string): Random {
  let state = hashOf(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number) => low + floor(next() * (high - low + 1));
  const pick = <T>(from: readonly T[]): T => elementAt(from, between(0, from.length - 1));
  return {
    next,
    between,
    pick,
    chance: (probability) => next() < probability,
    weighted: (from) => weightedPick(from, next()),
    sample: (from, count) => sampleOf(from, Math.min(count, from.length), between),
  };
}

/** A number in [0, 1) that belongs to this text for good: FNV-1a, finished with an avalanche. */
export function fractionOf(text: string): number {
  return hashOf(text) / 4_294_967_296;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function elementAt<T>(from: readonly T[], index: number): T {
  if (index < 0 || index >= from.length) throw new RangeError('Nothing to pick from.');
  return from[index] as T;
}

function weightedPick<T>(from: readonly (readonly [number, T])[], draw: number): T {
  const total = from.reduce((sum, [weight]) => sum + weight, 0);
  let left = draw * total;
  for (const [weight, value] of from) {
    left -= weight;
    if (left < 0) return value;
  }
  return elementAt(from, from.length - 1)[1];
}

function sampleOf<T>(from: readonly T[], count: number, between: (low: number, high: number) => number): T[] {
  if (count * 2 > from.length) return selectionSample(from, count, between);
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(between(0, from.length - 1));
  return [...chosen].sort((left, right) => left - right).map((index) => elementAt(from, index));
}

/** Knuth's selection sampling: even when nearly all are wanted, each is looked at once. */
function selectionSample<T>(
  from: readonly T[],
  count: number,
  between: (low: number, high: number) => number,
): T[] {
  const chosen: T[] = [];
  from.forEach((item, index) => {
    if (between(1, from.length - index) <= count - chosen.length) chosen.push(item);
  });
  return chosen;
}
