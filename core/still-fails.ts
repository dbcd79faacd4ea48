import { type ItemKey, keyOf } from './credential.ts';
import { type EvaluationContext, evaluate } from './evaluate.ts';
import type { Finding } from './finding.ts';
import type { Rule } from './rules/rule.ts';
import type { Sighting, Snapshot } from './snapshot.ts';

/**
 * Tells of a finding whether what it is about would still fail tonight by the limits by which it failed last: then
 * not the thing has changed, but the policy. Of one without limits it cannot be told, and the answer is no.
 */
export function failsByItsLimits(
  current: Snapshot,
  rules: readonly Rule[],
  context: EvaluationContext,
): (finding: Finding) => boolean {
  return ({ credential, limits, rule: id }) => {
    const key = keyOf(credential);
    const sighting = current.get(key);
    const rule = rules.find((each) => each.id === id);
    if (sighting === undefined || rule === undefined || limits === null) return false;
    const settings = { enabled: true, severity: null, options: limits, kinds: {} };
    const policy = { ...context.policy, rules: { ...context.policy.rules, [id]: settings } };
    const alone = new Map<ItemKey, Sighting>([[key, sighting]]);
    return evaluate(alone, [rule], { ...context, policy }).some(({ verdict }) => verdict.outcome === 'fail');
  };
}
