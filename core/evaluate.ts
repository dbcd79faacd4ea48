import { asGranted } from './as-granted.ts';
import { type InventoryItem, type ItemKey, type ItemKind, keyOf, type TokenRequest } from './credential.ts';
import type { Breach, Facts } from './facts.ts';
import type { Severity, Verdict } from './finding.ts';
import type { Instant } from './instant.ts';
import type { Policy } from './policy/policy.ts';
import { isEnabledFor, optionsFor, settingsOf, severityFor } from './policy/rule-settings.ts';
import { inScopeOf } from './policy/scope.ts';
import { cannotTell, type Rule, type RuleContext } from './rules/rule.ts';
import type { ScanFacts } from './scan-facts.ts';
import type { Snapshot } from './snapshot.ts';

type Word = Extract<Verdict, { outcome: 'fail' | 'unknown' }>;

/** One rule's word on one thing, when it is not simply fine. */
export interface Judgement {
  readonly key: ItemKey;
  readonly item: InventoryItem;
  readonly rule: Rule;
  readonly verdict: Word;
}

/** What the rules are to judge by. */
export interface EvaluationContext {
  readonly policy: Policy;
  readonly now: Instant;
  readonly facts: ScanFacts;
}

/**
 * Every rule that the policy leaves on, on everything it judges in its scope, each by itself; passes and not-applicables are not
 * listed.
 */
export function evaluate(
  snapshot: Snapshot,
  rules: readonly Rule[],
  context: EvaluationContext,
): Judgement[] {
  const judges = judgesByKind(rules, context);
  const judgements: Judgement[] = [];
  // Unlike a loop over the entries, it makes no pair of each.
  snapshot.forEach(({ item }, key) => {
    for (const judge of judges.get(item.kind) ?? []) {
      const verdict = wordOf(judge, item, key);
      if (verdict !== null) judgements.push({ key, item, rule: judge.rule, verdict });
    }
  });
  return judgements;
}

/** A rule as the policy has it for one kind; everything that is the same for all things of the kind is worked out. */
interface Judge {
  readonly rule: Rule;
  /** The rule's own. Rules differ in shape; here it is in the same place for all. */
  readonly check: Rule['check'];
  readonly own: RuleContext;
  /** The policy's; null: the rule's own. */
  readonly severity: Severity | null;
  /** Whether it judges this one; null: it judges all. */
  readonly judges: ((item: InventoryItem) => boolean) | null;
  /** What it says instead of a pass, where a source it needs was not read whole. */
  readonly insteadOfPass: Word | null;
}
type Judges = ReadonlyMap<ItemKind, readonly Judge[]>;

function judgesByKind(rules: readonly Rule[], context: EvaluationContext): Judges {
  const judges = new Map<ItemKind, Judge[]>();
  const facts: Facts = {
    ...context.facts,
    breachesOnceApproved: (request) => breachesOf(request, judges.get('fine-grained-token') ?? []),
  };
  for (const rule of rules) {
    const settings = settingsOf(context.policy, rule);
    const insteadOfPass = withoutItsSources(rule, context.facts);
    const judgesIt = settings.scope === undefined ? null : inScopeOf(settings.scope);
    for (const kind of rule.kinds.filter((each) => isEnabledFor(settings, each))) {
      const own = { options: optionsFor(rule, settings, kind), now: context.now, facts };
      const severity = severityFor(settings, kind);
      const judge = { rule, check: rule.check, own, severity, judges: judgesIt, insteadOfPass };
      judges.set(kind, [...(judges.get(kind) ?? []), judge]);
    }
  }
  return judges;
}

function withoutItsSources({ needs }: Rule, facts: ScanFacts): Word | null {
  const lacking = needs.filter((source) => facts.lacks(source));
  return lacking.length === 0 ? null : (cannotTell(`the source ${lacking.join(', ')}, whole`) as Word);
}

/** Null: nothing to say of this one. */
function wordOf(
  { check, own, severity, judges, insteadOfPass }: Judge,
  item: InventoryItem,
  key: ItemKey,
): Word | null {
  if (judges !== null && !judges(item)) return null;
  const verdict = check(item, own, key);
  switch (verdict.outcome) {
    case 'fail':
      return severity === null ? verdict : { ...verdict, severity };
    case 'unknown':
      return verdict;
    case 'pass':
      return insteadOfPass;
    default:
      return null;
  }
}

/** What a pending request would break: it is judged as the token it would be. */
function breachesOf(request: TokenRequest, judges: readonly Judge[]): Breach[] {
  const token = asGranted(request);
  const key = keyOf(token);
  return judges
    .filter(({ rule }) => rule.appliesToRequests)
    .flatMap((judge) => {
      const { id, title } = judge.rule;
      const verdict = wordOf(judge, token, key);
      return verdict?.outcome === 'fail' ? [{ rule: id, title, severity: verdict.severity }] : [];
    });
}
