/**
 * Reading a list by page numbers while it moves (design §3, promise 2).
 *
 * In an ascending list new things come at the end, and what is removed pulls everything behind it one place
 * forward: a reader that goes forward too loses the thing that slides from the next page onto the one just read.
 * A reader that goes from the last page back to the first meets it again instead. So a sweep reads backwards, and
 * page 1, where it had to look first to learn how many pages there are, once more at the end. A list that turns
 * out not to be ascending is read again until a whole round shows the same as the round before.
 *
 * Pure and plain JSON: the state is the cursor between two steps of a scan.
 */
export interface Sweep {
  readonly phase: 'probe' | 'discover' | 'back' | 'done';
  /** The page to ask for next; pages count from 1. */
  readonly page: number;
  /** We asked for ascending order and trust it; otherwise it is watched. */
  readonly ordered: boolean;
  readonly round: number;
  /** The page this round went back from. */
  readonly top: number;
  /** Page 1 as the probe saw it. */
  readonly first: Seen | null;
  /** The page read just before, to notice one that repeats. */
  readonly before: Seen | null;
  readonly emptyInARow: number;
  readonly ascending: boolean;
  /** What this round and the one before showed, as a fingerprint. */
  readonly hash: number;
  readonly lastHash: number | null;
}

interface Seen {
  readonly page: number;
  readonly hash: number;
  readonly firstKey: number | null;
  readonly inOrder: boolean;
  readonly etag: string | null;
}

/** One page as GitHub answered it. */
export interface PageAnswer {
  /** What the order is judged by, in page order: numeric ids. */
  readonly keys: readonly number[];
  readonly ids: readonly string[];
  /** As many things as were asked for. */
  readonly full: boolean;
  /** From `Link: rel="last"`, else null. */
  readonly lastPage: number | null;
  /** `Link: rel="next"` present; null when there was no `Link` header. */
  readonly hasNext: boolean | null;
  readonly etag: string | null;
  /** 304: the page is as the probe saw it, and came without its things. */
  readonly notModified: boolean;
}

const MAXIMUM_ROUNDS = 4;
const MAXIMUM_EMPTY_PAGES = 3;

/** `hint`: the page expected to be the last, from the scan before; null: unknown. */
export function startSweep({ hint, ordered }: { hint: number | null; ordered: boolean }): Sweep {
  return {
    phase: 'probe',
    page: hint ?? 1,
    ordered,
    round: 1,
    top: 1,
    first: null,
    before: null,
    emptyInARow: 0,
    ascending: true,
    hash: 0,
    lastHash: null,
  };
}

/** What to ask next; null when the sweep is done. */
export function nextRequest(sweep: Sweep): { page: number; ifNoneMatch: string | null } | null {
  if (sweep.phase === 'done') return null;
  const known = sweep.page === 1 ? sweep.first : null;
  return { page: sweep.page, ifNoneMatch: known?.etag ?? null };
}

/** `problem`: the list cannot be trusted any further, in words for the reading's reason. */
export function afterAnswer(
  sweep: Sweep,
  answer: PageAnswer,
): { readonly sweep: Sweep; readonly problem: string | null } {
  const seen = see(sweep, answer);
  const { before } = sweep;
  if (before !== null && repeats(before, seen, answer)) {
    return stop(sweep, `GitHub answered page ${sweep.page} with the same items as page ${before.page}`);
  }
  switch (sweep.phase) {
    case 'probe':
      return afterProbe(sweep, answer, seen);
    case 'discover':
      return afterDiscovery(sweep, answer, seen);
    case 'back':
      return afterStepBack(sweep, answer, seen);
    case 'done':
      return { sweep, problem: null };
    default:
      return sweep.phase satisfies never;
  }
}

type Outcome = ReturnType<typeof afterAnswer>;
const go = (sweep: Sweep, changes: Partial<Sweep>): Outcome => ({
  sweep: { ...sweep, ...changes },
  problem: null,
});
const stop = (sweep: Sweep, problem: string): Outcome => ({ sweep: { ...sweep, phase: 'done' }, problem });

function afterProbe(sweep: Sweep, answer: PageAnswer, seen: Seen): Outcome {
  const first = sweep.page === 1 ? seen : sweep.first;
  const last = lastPageOf(sweep.page, answer);
  if (sweep.page > 1 && answer.ids.length === 0) {
    const shrunkTo = answer.lastPage ?? sweep.page;
    return shrunkTo < sweep.page ? goBackFrom(sweep, shrunkTo, first) : go(sweep, { page: 1 });
  }
  if (last === null) return go(sweep, { phase: 'discover', page: sweep.page + 1, first, before: seen });
  if (last > sweep.page) return goBackFrom(sweep, last, first);
  return afterStepBack({ ...sweep, phase: 'back', top: sweep.page, first: null }, answer, seen);
}

/** Without a `Link` header the end is found by walking to it; then everything is read backwards. */
function afterDiscovery(sweep: Sweep, answer: PageAnswer, seen: Seen): Outcome {
  const last = lastPageOf(sweep.page, answer);
  if (last === null) return go(sweep, { page: sweep.page + 1, before: seen });
  if (answer.ids.length === 0) return goBackFrom(sweep, sweep.page - 1, sweep.first);
  if (last > sweep.page) return goBackFrom(sweep, last, sweep.first);
  return afterStepBack({ ...sweep, phase: 'back', top: sweep.page }, answer, seen);
}

function goBackFrom(sweep: Sweep, page: number, first: Seen | null): Outcome {
  return go(sweep, { phase: 'back', page, top: page, first, before: null });
}

function afterStepBack(sweep: Sweep, answer: PageAnswer, seen: Seen): Outcome {
  const emptyInARow = answer.ids.length === 0 && !answer.notModified ? sweep.emptyInARow + 1 : 0;
  if (emptyInARow >= MAXIMUM_EMPTY_PAGES) {
    return stop(
      sweep,
      `GitHub's Link header named page ${sweep.top} as the last, and there was nothing there`,
    );
  }
  const isBelow =
    (seen.firstKey ?? Number.NEGATIVE_INFINITY) < (sweep.before?.firstKey ?? Number.POSITIVE_INFINITY);
  const next: Sweep = {
    ...sweep,
    emptyInARow,
    before: seen,
    ascending: sweep.ascending && seen.inOrder && isBelow,
    hash: mix(sweep.hash, seen.hash),
  };
  return sweep.page > 1 ? go(next, { page: sweep.page - 1 }) : endOfRound(next);
}

function endOfRound(sweep: Sweep): Outcome {
  const still = sweep.top === 1 || sweep.ordered || sweep.ascending || sweep.hash === sweep.lastHash;
  if (still) return go(sweep, { phase: 'done' });
  if (sweep.round === MAXIMUM_ROUNDS) {
    return stop(sweep, `the list kept moving while it was read ${MAXIMUM_ROUNDS} times`);
  }
  return go(startSweep({ hint: sweep.top, ordered: sweep.ordered }), {
    round: sweep.round + 1,
    lastHash: sweep.hash,
  });
}

/** The number of the last page as far as this answer tells; null: there may be more, nobody says how many. */
function lastPageOf(page: number, { full, hasNext, lastPage }: PageAnswer): number | null {
  if (lastPage !== null && lastPage >= page) return lastPage;
  if (hasNext === null) return full ? null : page;
  return hasNext ? null : page;
}

function see(sweep: Sweep, answer: PageAnswer): Seen {
  if (answer.notModified && sweep.first !== null) return sweep.first;
  return {
    page: sweep.page,
    hash: answer.ids.reduce(hashText, FNV_OFFSET),
    firstKey: answer.keys[0] ?? null,
    inOrder: answer.keys.every((key, index) => index === 0 || (answer.keys[index - 1] ?? key) < key),
    etag: answer.etag,
  };
}

function repeats(before: Seen, seen: Seen, answer: PageAnswer): boolean {
  if (before.page === seen.page) return false;
  const empty = answer.ids.length === 0 && !answer.notModified;
  return !empty && before.hash === seen.hash;
}

/** FNV-1a, 32 bits: enough to tell two pages of ids apart, and nothing secret. http://www.isthe.com/chongo/tech/comp/fnv/ */
const FNV_OFFSET = 0x811c9dc5;
function hashText(hash: number, text: string): number {
  let mixed = hash;
  for (let index = 0; index < text.length; index += 1) mixed = mix(mixed, text.charCodeAt(index));
  return mix(mixed, 10);
}
function mix(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x01000193) >>> 0;
}
