import type { Judgement } from './evaluate.ts';
import type { Rule } from './rules/rule.ts';
import type { UndecidedRule } from './undecided-rule.ts';

/** In order of the rules. Whoever wrote a rule is the one who can mend it; Patrol's own rules are not in the answer. */
export function undecidedRules(
  judgements: readonly Judgement[],
  customRules: readonly Rule[],
): UndecidedRule[] {
  return customRules.flatMap(({ id }) => {
    const reasons = judgements.flatMap(({ rule, verdict }) =>
      rule.id === id && verdict.outcome === 'unknown' ? [verdict.missing] : [],
    );
    const [most] = [...Map.groupBy(reasons, (reason) => reason)].toSorted(
      ([reason, all], [other, others]) => others.length - all.length || (reason < other ? -1 : 1),
    );
    return most === undefined ? [] : [{ rule: id, count: reasons.length, missing: most[0] }];
  });
}
