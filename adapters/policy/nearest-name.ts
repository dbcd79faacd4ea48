import { distance } from 'fastest-levenshtein';

/** No name of ours is nearly so long. */
const LONGEST = 40;

/** The candidate nearest to a mistyped word, or null when none is near enough to be meant. */
export function nearestName(word: string, candidates: readonly string[]): string | null {
  if (word.length > LONGEST) return null;
  const [nearest] = candidates
    .map((candidate) => ({ candidate, edits: editsTo(candidate, word.toLowerCase()) }))
    .toSorted((one, other) => one.edits - other.edits);
  const tolerated = Math.floor(word.length / 3) + 1;
  return nearest !== undefined && nearest.edits <= tolerated ? nearest.candidate : null;
}

/** The beginning of a word is a near miss, however much is left out. */
function editsTo(candidate: string, word: string): number {
  return word.length > 1 && candidate.startsWith(word) ? 1 : distance(word, candidate.toLowerCase());
}
