import type { Credential, CredentialKind } from '../credential.ts';
import type { ResolutionCause, Verdict } from '../finding.ts';
import type { Instant } from '../instant.ts';
import type { OptionValue, RuleOptions, ValuesOf } from './rule-option.ts';

export interface RuleContext<Values = Readonly<Record<string, OptionValue>>> {
  /** The rule's options, as the policy sets them for this kind of credential in this organisation. */
  readonly options: Values;
  /** The scheduled time of the scan, so that a repeated scan judges the same. */
  readonly now: Instant;
}

/** A rule is a value: it judges one credential by itself, and says what it could not know. */
interface RuleDefinition<Options extends RuleOptions> {
  /** Kebab-case; also the name of its file and of its page in docs/rules/. */
  readonly id: string;
  /** What holds when it passes, as a sentence without its full stop. */
  readonly title: string;
  /** Raised when the rule judges differently: findings of the older version are resolved as `rule changed`. */
  readonly version: number;
  /** The kinds it judges; for others it is not applicable. */
  readonly kinds: readonly CredentialKind[];
  /** What a policy may set. */
  readonly options: Options;
  /** What it usually means when a failing credential passes. */
  readonly resolvedBy: ResolutionCause;
  check(credential: Credential, context: RuleContext<ValuesOf<Options>>): Verdict;
}

/** A rule among others: what its options are is known to itself. */
export interface Rule extends Omit<RuleDefinition<RuleOptions>, 'check'> {
  check(credential: Credential, context: RuleContext): Verdict;
}

/** Ties the type of `options` to what `check` is given; `optionsFor` fills every option a rule declares. */
export function defineRule<Options extends RuleOptions>(rule: RuleDefinition<Options>): Rule {
  return rule as unknown as Rule;
}

export const PASS: Verdict = { outcome: 'pass' };
export const NOT_APPLICABLE: Verdict = { outcome: 'not-applicable' };
