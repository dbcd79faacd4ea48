import type { ConnectionPage } from './connection-page.ts';

/** Where a walk through a GraphQL connection stands, as JSON. */
export interface Walk {
  readonly after: string | null;
  /** Rows so far in this round. */
  readonly seen: number;
  /** The second round: the first gave fewer rows than GitHub counts. */
  readonly again: boolean;
}

export const WALK_START: Walk = { after: null, seen: 0, again: false };

/**
 * The walk after a page; null at its end. A cursor that stands for a number of rows, as some of GitHub's do, lets a
 * row slide past when one before it goes; such a walk comes out short of the count, and is gone once more.
 */
export function walkOn(walk: Walk, page: ConnectionPage): { walk: Walk | null; note: string | null } {
  const seen = walk.seen + page.rows.length + page.hidden;
  if (page.next !== null) return { walk: { ...walk, after: page.next, seen }, note: null };
  if (seen >= page.total) return { walk: null, note: null };
  if (!walk.again) return { walk: { ...WALK_START, again: true }, note: null };
  return { walk: null, note: `GitHub counts ${page.total} of them and lists ${seen}` };
}
