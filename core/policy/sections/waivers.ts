import * as z from 'zod';
import type { ItemKey, OrgLogin } from '../../credential.ts';
import { rules } from '../../rules/registry.ts';
import type { Waiver } from '../../waiver.ts';
import { lastDay } from '../day.ts';
import { itemKey } from '../item-key.ts';
import { mapping } from '../mapping.ts';
import { filled, login, organisation, repository, text } from '../text.ts';

const MOST_WAIVERS = 1_000;

const match = mapping({
  organisation: organisation.describe('The organisation it holds in'),
  credential: itemKey.optional().describe('One credential, as patrol findings names it: KIND:ID'),
  owner: login.optional().describe('Everything of one owner, by login'),
  repository: repository
    .optional()
    .describe('Everything that reaches this repository and no other; its name without the owner'),
}).describe('What is excused: all that is said here must hold of it');

export const waiver: z.ZodType<Waiver> = mapping({
  rule: z
    .union([z.enum(rules.map(({ id }) => id)), z.string()], { error: 'Write the id of a rule' })
    .describe('The rule it is excused from'),
  match,
  reason: filled(text(1_000)).describe('Why, for whoever reads it later'),
  ticket: filled(text(200)).describe('Where it was discussed'),
  'requested-by': filled(login).describe('Who asked for it'),
  'approved-by': filled(login).describe('Who allowed it: another person than who asked, and than the owner'),
  until: lastDay.describe('The last day on which it excuses (UTC), at most 180 days ahead'),
}).transform((written) => ({
  rule: written.rule,
  match: {
    organisation: written.match.organisation as OrgLogin,
    credential: (written.match.credential ?? null) as ItemKey | null,
    owner: written.match.owner ?? null,
    repository: written.match.repository ?? null,
  },
  reason: written.reason,
  ticket: written.ticket,
  requestedBy: written['requested-by'],
  approvedBy: written['approved-by'],
  until: written.until,
}));

/** As much as can be read of a waiver, whatever else is wrong with it; null: this cannot. */
export type WaiverWords = z.output<typeof waiverWords>;

export const waiverWords = z.object({
  rule: z.string().nullable().catch(null),
  match: z
    .object({ credential: itemKey.nullable().catch(null), owner: login.nullable().catch(null) })
    .catch({ credential: null, owner: null }),
  'requested-by': filled(login).nullable().catch(null),
  'approved-by': filled(login).nullable().catch(null),
  until: lastDay.nullable().catch(null),
});

export const waiversSection: z.ZodType<readonly Waiver[]> = z
  .array(waiver)
  .max(MOST_WAIVERS)
  .describe('Dated, approved exceptions, each from one rule. See docs/policy.md');
