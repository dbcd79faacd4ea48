import type { Severity } from '../finding.ts';
import type { Right } from './right.ts';

/** Whether fine-grained permissions do what the scope is for, always within one organisation a token. */
type Coverage = 'full' | 'partial' | 'none';

interface ScopeReplacement {
  readonly coverage: Coverage;
  /** At most what is needed, the implied scopes' included: most jobs do with a few of these. Empty where there is none. */
  readonly permissions: readonly Right[];
  /** What to know before replacing it: a clause without full stop. */
  readonly note: string | null;
}

export interface ScopeEntry {
  readonly scope: string;
  /** The next wider scope, which GitHub lists in its place. */
  readonly impliedBy: string | null;
  /** If its owner has every right it asks for: a scope never allows more than its owner may. */
  readonly risk: Severity;
  /** What it allows, to follow "whoever holds it". Starts with "can", has no full stop. */
  readonly reason: string;
  readonly replacement: ScopeReplacement;
}
