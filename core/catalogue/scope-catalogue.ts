import type { Severity } from '../finding.ts';
import { CLASSIC_SCOPES } from './classic-scopes.ts';
import type { Provenance } from './provenance.ts';
import type { ScopeEntry } from './scope-entry.ts';

/** Of the scopes and which implies which. Ratings and replacements are ours. */
export const SCOPES_PROVENANCE: Provenance = {
  checkedOn: '2026-11-22',
  source: 'https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps',
};

export const SCOPES: ReadonlyMap<string, ScopeEntry> = new Map(
  CLASSIC_SCOPES.map((entry) => [entry.scope, entry]),
);

const DIRECTLY_IMPLIED = Map.groupBy(CLASSIC_SCOPES, ({ impliedBy }) => impliedBy);

/** The scopes with everything they imply: GitHub drops implied ones from its lists. Unknown scopes are kept. */
export function expandScopes(scopes: Iterable<string>): ReadonlySet<string> {
  const expanded = new Set(scopes);
  // A set hands out what is added while it is walked, so this goes down to the last level.
  for (const scope of expanded) {
    for (const implied of DIRECTLY_IMPLIED.get(scope) ?? []) expanded.add(implied.scope);
  }
  return expanded;
}

/** The scopes that no other of the list implies, each once, in the order given. */
export function broadestScopes(scopes: Iterable<string>): readonly string[] {
  const given = new Set(scopes);
  return [...given].filter((scope) => !widerThan(scope).some((wider) => given.has(wider)));
}

function widerThan(scope: string): readonly string[] {
  const next = SCOPES.get(scope)?.impliedBy ?? null;
  return next === null ? [] : [next, ...widerThan(next)];
}

export interface ScopeRisk {
  readonly risk: Severity;
  /** False: GitHub added the scope after `checkedOn`, and the rating goes by its name alone. */
  readonly known: boolean;
  /** What it allows, to follow "whoever holds it"; null where the catalogue cannot say. */
  readonly reason: string | null;
}

/** How much harm a scope can do in the hands of an owner. An unknown `read:` scope is medium, any other unknown one high. */
export function riskOfScope(scope: string): ScopeRisk {
  const entry = SCOPES.get(scope);
  if (entry !== undefined) return { risk: entry.risk, known: true, reason: entry.reason };
  return { risk: scope.startsWith('read:') ? 'medium' : 'high', known: false, reason: null };
}
