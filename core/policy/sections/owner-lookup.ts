import * as z from 'zod';
import { OWNER_LOOKUPS, type OwnerLookup } from '../../owner-address.ts';

export const ownerLookupSection: z.ZodType<OwnerLookup> = z
  .enum(OWNER_LOOKUPS)
  .describe(
    'How an owner whom people does not name is found in Slack: saml, by the e-mail that the identity provider has. See docs/alerts.md',
  );
