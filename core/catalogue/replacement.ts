import { type Gap, gapsOf } from './gaps.ts';
import { levelRank } from './permission-entry.ts';
import type { Right } from './right.ts';
import { SCOPES } from './scope-catalogue.ts';

/** What stands in the place of scopes of a classic token. */
export interface Replacement {
  /** Scopes that a fine-grained token does the work of, with `permissions` at most: each key once, at its higher level. */
  readonly covered: readonly string[];
  readonly permissions: readonly Right[];
  /** What holders of `covered` may do that it cannot do for them. */
  readonly gaps: readonly Gap[];
  /** Scopes that no fine-grained permission does the work of. */
  readonly uncovered: readonly string[];
  /** Scopes that GitHub added after the catalogue. */
  readonly strange: readonly string[];
}

/** People choose few combinations of scopes, so one is worked out once, however many tokens have it. */
const KNOWN = new Map<string, Replacement>();
const MOST_KNOWN = 10_000;

export function replacementOf(scopes: readonly string[]): Replacement {
  const words = scopes.join(' ');
  const known = KNOWN.get(words);
  if (known !== undefined) return known;
  const replacement = workedOut(scopes);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(words, replacement);
  return replacement;
}

function workedOut(scopes: readonly string[]): Replacement {
  const coverageOf = (scope: string) => SCOPES.get(scope)?.replacement.coverage;
  const covered = scopes.filter((scope) => !['none', undefined].includes(coverageOf(scope)));
  return {
    covered,
    permissions: highestOf(covered.flatMap((scope) => SCOPES.get(scope)?.replacement.permissions ?? [])),
    gaps: gapsOf(covered),
    uncovered: scopes.filter((scope) => coverageOf(scope) === 'none'),
    strange: scopes.filter((scope) => !SCOPES.has(scope)),
  };
}

function highestOf(rights: readonly Right[]): readonly Right[] {
  const byKey = new Map<string, Right>();
  for (const right of rights) {
    const known = byKey.get(right.key);
    if (known === undefined || levelRank(right.level) > levelRank(known.level)) byKey.set(right.key, right);
  }
  return [...byKey.values()];
}
