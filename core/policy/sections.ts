import type { RuleOutline } from './judged-rules.ts';
import { baselineSection } from './sections/baseline.ts';
import { customRulesSection } from './sections/custom-rules.ts';
import { enterpriseSection } from './sections/enterprise.ts';
import { organisationsSection } from './sections/organisations.ts';
import { ownerLookupSection } from './sections/owner-lookup.ts';
import { peopleSection } from './sections/people.ts';
import { retentionSection } from './sections/retention.ts';
import { routesSection } from './sections/routes.ts';
import { waiversSection } from './sections/waivers.ts';

/**
 * The sections of a policy file that may speak of these rules, in the order they are shown and written. A new one is a
 * file in `sections/` (a zod schema made of `mapping`, so that an unknown key is an error, with what its JSON Schema
 * shall say as `describe`) and a line here.
 */
export const sectionsFor = (rules: readonly RuleOutline[]) => ({
  enterprise: enterpriseSection(rules).optional(),
  organisations: organisationsSection(rules).optional(),
  waivers: waiversSection.optional(),
  baseline: baselineSection.optional(),
  routes: routesSection(rules).optional(),
  people: peopleSection.optional(),
  'owner-lookup': ownerLookupSection.optional(),
  retention: retentionSection.optional(),
  'custom-rules': customRulesSection.optional(),
});
