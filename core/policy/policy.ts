import type { Baseline } from '../baseline.ts';
import type { ItemKind } from '../credential.ts';
import type { Severity } from '../finding.ts';
import { DEFAULT_RETENTION, type Retention } from '../retention.ts';
import type { Rule } from '../rules/rule.ts';
import type { OptionValue } from '../rules/rule-option.ts';
import type { Waiver } from '../waiver.ts';
import type { Scope } from './scope.ts';

/** What a policy says of one rule on one kind of credential, in place of what it says of the rule in general. */
export interface KindSettings {
  /** Null: as in general. */
  readonly enabled: boolean | null;
  /** Null: as in general. */
  readonly severity: Severity | null;
  /** Option → value. */
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** What a policy says of one rule. */
export interface RuleSettings {
  readonly enabled: boolean;
  /** In place of the severity the rule works out; null: the rule's own. */
  readonly severity: Severity | null;
  /** Option → value, for every kind of credential. */
  readonly options: Readonly<Record<string, OptionValue>>;
  /** The same for one kind, in place of the general one. */
  readonly kinds: Readonly<Partial<Record<ItemKind, KindSettings>>>;
  /** Absent: it judges everywhere. */
  readonly scope?: Scope;
}

/** The limits that hold in one organisation. */
export interface Policy {
  /** Names what a scan was judged by. */
  readonly version: string;
  /** Rule id → settings; a rule that is not there runs with its own defaults. */
  readonly rules: Readonly<Record<string, RuleSettings>>;
  /** Rules that the policy brings along; they judge beside Patrol's own. */
  readonly customRules: readonly Rule[];
  /** What is excused in this organisation, lapsed ones included, in the order of the file. */
  readonly waivers: readonly Waiver[];
  /** What was accepted when Patrol was switched on; null: nothing. */
  readonly baseline: Baseline | null;
  /** How long what a scan stores is kept. */
  readonly retention: Retention;
}

/** What holds without a policy file (design §7): every rule with its defaults. */
export const BUILT_IN_POLICY: Policy = {
  version: 'built-in-3',
  rules: {},
  customRules: [],
  waivers: [],
  baseline: null,
  retention: DEFAULT_RETENTION,
};
