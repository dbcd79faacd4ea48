/** No name of ours is nearly so long. */
const LONGEST = 40;

/** The candidate nearest to a mistyped word, or null when none is near enough to be meant. */
export function suggest(word: string, candidates: readonly string[]): string | null {
  if (word.length > LONGEST) return null;
  const [nearest] = candidates
    .map((candidate) => ({ candidate, distance: distanceTo(candidate, word.toLowerCase()) }))
    .toSorted((one, other) => one.distance - other.distance);
  const tolerated = Math.floor(word.length / 3) + 1;
  return nearest !== undefined && nearest.distance <= tolerated ? nearest.candidate : null;
}

/** The beginning of a word is a near miss, however much is left out. */
function distanceTo(candidate: string, word: string): number {
  return word.length > 1 && candidate.startsWith(word) ? 1 : editDistance(word, candidate.toLowerCase());
}

/** Optimal string alignment: letters inserted, dropped, replaced, or two neighbours swapped. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cheapest(rows, row, { from: a, to: b, i, j }));
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}

function cheapest(
  rows: readonly (readonly number[])[],
  row: readonly number[],
  { from, to, i, j }: { from: string; to: string; i: number; j: number },
): number {
  const at = (line: readonly number[] | undefined, index: number): number =>
    line?.[index] ?? Number.POSITIVE_INFINITY;
  const replaced = at(rows[i - 1], j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
  const swapped =
    from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      ? at(rows[i - 2], j - 2) + 1
      : Number.POSITIVE_INFINITY;
  return Math.min(at(rows[i - 1], j) + 1, at(row, j - 1) + 1, replaced, swapped);
}
