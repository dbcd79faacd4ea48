import type * as z from 'zod';
import type { RuleOutline } from '../judged-rules.ts';
import { mapping } from '../mapping.ts';
import { type RuleRefinement, ruleRefinement } from '../rule-refinement.ts';

/** Marks, for the JSON Schema, a mapping whose keys may also be custom rules of the file. */
export const RULES_BY_ID = 'rulesById';

/** Rule id → what is said of it. */
export type RuleRefinements = Readonly<Record<string, RuleRefinement>>;

/** What holds in every organisation. */
export interface EnterpriseSection {
  readonly rules: RuleRefinements;
}

/** `rules:`, one key a rule. */
export function rulesSection(
  rules: readonly RuleOutline[],
  may: 'loosen' | 'set',
): z.ZodType<RuleRefinements> {
  return mapping(Object.fromEntries(rules.map((rule) => [rule.id, ruleRefinement(rule, may).optional()])))
    .meta({
      description: 'Rule → on, off, or its settings; a rule that is not named runs with its defaults',
      [RULES_BY_ID]: true,
    })
    .transform((written) => written as RuleRefinements);
}

export function enterpriseSection(rules: readonly RuleOutline[]): z.ZodType<EnterpriseSection> {
  return mapping({ rules: rulesSection(rules, 'set').optional() })
    .describe('What holds in every organisation')
    .transform(({ rules: said = {} }) => ({ rules: said }));
}
