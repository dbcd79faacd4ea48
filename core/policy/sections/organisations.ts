import * as z from 'zod';
import type { RuleOutline } from '../judged-rules.ts';
import { mapping } from '../mapping.ts';
import { organisation } from '../text.ts';
import { type RuleRefinements, rulesSection } from './enterprise.ts';

/** What holds in one organisation, over what holds in all. */
interface OrganisationSection {
  readonly rules: RuleRefinements;
}

/** Login, as it is written in the file → what holds there. */
export type OrganisationsSection = Readonly<Record<string, OrganisationSection>>;

export function organisationsSection(rules: readonly RuleOutline[]): z.ZodType<OrganisationsSection> {
  const one: z.ZodType<OrganisationSection> = mapping({
    rules: rulesSection(rules, 'loosen').optional(),
  }).transform(({ rules: said = {} }) => ({ rules: said }));
  return z
    .record(organisation, one)
    .describe('Organisation → what is stricter there. Looser needs loosen: true and a reason, rule by rule');
}
