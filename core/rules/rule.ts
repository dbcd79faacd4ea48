import type { Credential, CredentialKind } from '../credential.ts';
import type { ResolutionCause, Verdict } from '../finding.ts';
import type { Instant } from '../instant.ts';
import type { Policy } from '../policy.ts';

export interface RuleContext {
  readonly policy: Policy;
  /** The scheduled time of the scan, so that a repeated scan judges the same. */
  readonly now: Instant;
}

/** A rule is a value: it judges one credential by itself, and says what it could not know. */
export interface Rule {
  /** Kebab-case; also the name of its file and of its page in docs/rules/. */
  readonly id: string;
  /** What holds when it passes, as a sentence without its full stop. */
  readonly title: string;
  /** Raised when the rule judges differently: findings of the older version are resolved as `rule changed`. */
  readonly version: number;
  /** The kinds it judges; for others it is not applicable. */
  readonly kinds: readonly CredentialKind[];
  /** What it usually means when a failing credential passes. */
  readonly resolvedBy: ResolutionCause;
  check(credential: Credential, context: RuleContext): Verdict;
}

export const PASS: Verdict = { outcome: 'pass' };
export const NOT_APPLICABLE: Verdict = { outcome: 'not-applicable' };
