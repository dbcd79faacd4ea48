/** A rule that the policy lets judge in a scope only: what it does not look at is said, too. */
export interface ScopedRule {
  readonly rule: string;
  /** Things of its kinds in its scope. */
  readonly judged: number;
  /** Things of its kinds that are known to be elsewhere. */
  readonly leftOut: number;
}
