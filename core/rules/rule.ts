import type { InventoryItem, ItemKey, ItemKind } from '../credential.ts';
import type { Facts } from '../facts.ts';
import type { ResolutionCause, Severity, Verdict } from '../finding.ts';
import type { Instant } from '../instant.ts';
import type { SourceName } from '../reading.ts';
import type { OptionValue, RuleOptions, ValuesOf } from './rule-option.ts';

export interface RuleContext<Values = Readonly<Record<string, OptionValue>>> {
  /** The rule's options, as the policy sets them for this kind of thing in this organisation. */
  readonly options: Values;
  /** The scheduled time of the scan, so that a repeated scan judges the same. */
  readonly now: Instant;
  /** What the scan knows besides the thing itself. */
  readonly facts: Facts;
}

type ItemOf<Kind extends ItemKind> = Extract<InventoryItem, { kind: Kind }>;

/** A rule is a value: it judges one thing of the inventory, and says what it could not know. */
interface RuleDefinition<Options extends RuleOptions, Kind extends ItemKind> {
  /** Kebab-case; also the name of its file and of its page in docs/rules/. */
  readonly id: string;
  /** What holds when it passes, as a sentence without its full stop. */
  readonly title: string;
  /** Raised when the rule judges differently: findings of the older version are resolved as `rule changed`. */
  readonly version: number;
  /** The kinds it judges; for others it is not applicable, and `check` never sees them. */
  readonly kinds: readonly Kind[];
  /**
   * Sources whose facts it takes from `facts`. Where one of them was not read whole tonight, a pass becomes
   * `unknown`: what was not seen might have been the reason to fail.
   */
  readonly needs: readonly SourceName[];
  /** Judges fine-grained tokens, and also what a pending request for one would be once it is approved. */
  readonly appliesToRequests: boolean;
  /** What a policy may set. */
  readonly options: Options;
  /** What it usually means when something that failed passes, or is no longer judged. */
  readonly resolvedBy: ResolutionCause | ((item: ItemOf<Kind>) => ResolutionCause);
  /** `key`: the item's own, by which `facts` are asked; whoever walks a snapshot has it at hand. */
  check(item: ItemOf<Kind>, context: RuleContext<ValuesOf<Options>>, key: ItemKey): Verdict;
}

/** A rule among others: which kinds it judges and what its options are is known to itself. */
export interface Rule extends Omit<RuleDefinition<RuleOptions, ItemKind>, 'check'> {
  check(item: InventoryItem, context: RuleContext, key: ItemKey): Verdict;
}

type Given<Options extends RuleOptions, Kind extends ItemKind> = Omit<
  RuleDefinition<Options, Kind>,
  'needs' | 'appliesToRequests'
> &
  Partial<Pick<RuleDefinition<Options, Kind>, 'needs' | 'appliesToRequests'>>;

/**
 * Ties `check` to the kinds and options declared beside it: `evaluate` hands it no other kind, and fills every
 * option. Left out: it needs nothing but the thing itself, and does not speak of requests.
 */
export function defineRule<Options extends RuleOptions, const Kind extends ItemKind>(
  rule: Given<Options, Kind>,
): Rule {
  return { needs: [], appliesToRequests: false, ...rule } as unknown as Rule;
}

export const PASS: Verdict = { outcome: 'pass' };
export const NOT_APPLICABLE: Verdict = { outcome: 'not-applicable' };

/** `missing`: what is not known, as a noun: "the expiry date". */
export const cannotTell = (missing: string): Verdict => ({ outcome: 'unknown', missing });

interface Failure {
  readonly severity: Severity;
  /** The threshold reached, of a rule that has tiers. */
  readonly tier?: number | null;
  /** What is wrong: a sentence that names days, not days left. */
  readonly message: string;
  /** Starts with who must act. */
  readonly remedy: string;
}

export const fail = ({ message, remedy, severity, tier = null }: Failure): Verdict => ({
  outcome: 'fail',
  severity,
  tier,
  message: inOnePiece(message),
  remedy: inOnePiece(remedy),
});

/**
 * The same text. V8 keeps what a template puts together as a tree of its pieces until somebody reads it, and a night's
 * verdicts are kept by the hundred thousand: as trees they take twice the memory, and the collector time to walk them.
 */
function inOnePiece(text: string): string {
  Number(text);
  return text;
}
