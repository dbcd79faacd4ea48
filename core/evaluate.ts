import { type Credential, type ItemKey, isCredential } from './credential.ts';
import type { Verdict } from './finding.ts';
import type { Rule, RuleContext } from './rules/rule.ts';
import type { Snapshot } from './snapshot.ts';

/** One rule's word on one credential, when it is not simply fine. */
export interface Judgement {
  readonly key: ItemKey;
  readonly credential: Credential;
  readonly rule: Rule;
  readonly verdict: Extract<Verdict, { outcome: 'fail' | 'unknown' }>;
}

/** Every rule on every credential, each by itself; passes and not-applicables are not listed. */
export function evaluate(snapshot: Snapshot, rules: readonly Rule[], context: RuleContext): Judgement[] {
  const judgements: Judgement[] = [];
  for (const [key, { item }] of snapshot) {
    if (isCredential(item)) judgeOne(judgements, { key, credential: item }, rules, context);
  }
  return judgements;
}

function judgeOne(
  judgements: Judgement[],
  { credential, key }: Pick<Judgement, 'credential' | 'key'>,
  rules: readonly Rule[],
  context: RuleContext,
): void {
  for (const rule of rules) {
    if (!rule.kinds.includes(credential.kind)) continue;
    const verdict = rule.check(credential, context);
    if (verdict.outcome === 'fail' || verdict.outcome === 'unknown') {
      judgements.push({ key, credential, rule, verdict });
    }
  }
}
