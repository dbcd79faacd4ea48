import type { z } from 'zod';
import { rules } from '../../rules/registry.ts';
import { mapping } from '../mapping.ts';
import { type RuleRefinement, ruleRefinement } from '../rule-refinement.ts';

/** Rule id → what is said of it. */
export type RuleRefinements = Readonly<Record<string, RuleRefinement>>;

/** What holds in every organisation. */
export interface EnterpriseSection {
  readonly rules: RuleRefinements;
}

/** `rules:`, one key a rule of the registry. */
export function rulesSection(may: 'loosen' | 'set'): z.ZodType<RuleRefinements> {
  return mapping(Object.fromEntries(rules.map((rule) => [rule.id, ruleRefinement(rule, may).optional()])))
    .describe('Rule → on, off, or its settings; a rule that is not named runs with its defaults')
    .transform((written) => written as RuleRefinements);
}

export const enterpriseSection: z.ZodType<EnterpriseSection> = mapping({
  rules: rulesSection('set').optional(),
})
  .describe('What holds in every organisation')
  .transform(({ rules: said = {} }) => ({ rules: said }));
