import { enterpriseSection } from './sections/enterprise.ts';
import { organisationsSection } from './sections/organisations.ts';
import { waiversSection } from './sections/waivers.ts';

/**
 * The sections of a policy file, in the order they are shown and written. A new one is a file in `sections/` (a zod
 * schema made of `mapping`, so that an unknown key is an error, with what its JSON Schema shall say as `describe`)
 * and a line here.
 */
export const SECTIONS = {
  enterprise: enterpriseSection.optional(),
  organisations: organisationsSection.optional(),
  waivers: waiversSection.optional(),
};
