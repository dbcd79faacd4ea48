import type { CustomRuleExample } from '#core/policy/sections/custom-rules.ts';
import type { VerdictOn } from './compile-custom-rule.ts';

/** An example of a custom rule that comes out otherwise; `index` counts from 0. */
export interface ExampleFault {
  readonly index: number;
  readonly message: string;
}

export function runExamples(examples: readonly CustomRuleExample[], verdictOn: VerdictOn): ExampleFault[] {
  return examples.flatMap(({ credential, expect, now }, index) => {
    const verdict = verdictOn(credential, now);
    if (verdict.outcome === expect) return [];
    const why = verdict.outcome === 'unknown' ? `, for want of this: ${verdict.missing}` : '';
    return [{ index, message: `is ${expect}, and the rule says ${verdict.outcome}${why}.` }];
  });
}
