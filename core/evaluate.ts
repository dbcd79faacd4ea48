import { type Credential, type ItemKey, isCredential } from './credential.ts';
import type { Verdict } from './finding.ts';
import type { Instant } from './instant.ts';
import type { Policy } from './policy/policy.ts';
import { isEnabledFor, optionsFor, settingsOf, severityFor } from './policy/rule-settings.ts';
import type { Rule } from './rules/rule.ts';
import type { Snapshot } from './snapshot.ts';

/** One rule's word on one credential, when it is not simply fine. */
export interface Judgement {
  readonly key: ItemKey;
  readonly credential: Credential;
  readonly rule: Rule;
  readonly verdict: Extract<Verdict, { outcome: 'fail' | 'unknown' }>;
}

/** What the rules are to judge by. */
export interface EvaluationContext {
  readonly policy: Policy;
  readonly now: Instant;
}

/**
 * Every rule that the policy leaves on, on every credential, each by itself; passes and not-applicables are not
 * listed.
 */
export function evaluate(
  snapshot: Snapshot,
  rules: readonly Rule[],
  { policy, now }: EvaluationContext,
): Judgement[] {
  const judges = rules.flatMap((rule) => judgeFor(rule, policy, now));
  const judgements: Judgement[] = [];
  for (const [key, { item }] of snapshot) {
    if (!isCredential(item)) continue;
    for (const { rule, say } of judges) {
      const verdict = say(item);
      if (verdict !== null) judgements.push({ key, credential: item, rule, verdict });
    }
  }
  return judgements;
}

interface Judge {
  readonly rule: Rule;
  /** Null: nothing to say of this one. */
  say(credential: Credential): Judgement['verdict'] | null;
}

/** A rule as the policy has it; its options are worked out once a kind, not once a credential. */
function judgeFor(rule: Rule, policy: Policy, now: Instant): Judge[] {
  const settings = settingsOf(policy, rule);
  const judged = rule.kinds.filter((kind) => isEnabledFor(settings, kind));
  if (judged.length === 0) return [];
  const contexts = new Map(judged.map((kind) => [kind, { options: optionsFor(rule, settings, kind), now }]));
  const say = (credential: Credential) => {
    const context = contexts.get(credential.kind);
    if (context === undefined) return null;
    const verdict = rule.check(credential, context);
    if (verdict.outcome === 'unknown') return verdict;
    if (verdict.outcome !== 'fail') return null;
    const severity = severityFor(settings, credential.kind);
    return severity === null ? verdict : { ...verdict, severity };
  };
  return [{ rule, say }];
}
