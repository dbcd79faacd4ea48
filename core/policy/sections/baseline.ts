import * as z from 'zod';
import type { Baseline } from '../../baseline.ts';
import type { ItemKey, OrgLogin } from '../../credential.ts';
import { lastDay } from '../day.ts';
import { itemKey } from '../item-key.ts';
import { mapping } from '../mapping.ts';
import { filled, login, organisation, text } from '../text.ts';

/** What stands in place of a reason where none is given. */
const BASELINE_REASON = 'There before Patrol was switched on';

const MOST_OF_A_RULE = 100_000;

/** Organisation, as it is written in the file → what was accepted there. */
type BaselineSection = Readonly<Record<string, Baseline>>;

const one = mapping({
  until: lastDay.describe(
    'The last day on which it excuses (UTC), at most 366 days ahead: then all of it opens',
  ),
  reason: filled(text(1_000)).optional().describe(`Why. Default: ${BASELINE_REASON}`),
  'approved-by': filled(login).optional().describe('Who accepted it'),
  findings: z
    .record(z.string(), z.array(itemKey).max(MOST_OF_A_RULE))
    .describe('Rule → the credentials that are accepted to fail it, each as KIND:ID'),
});

export const baselineSection: z.ZodType<BaselineSection> = z
  .record(organisation, one)
  .describe('What an organisation found when it switched Patrol on, as patrol policy baseline writes it')
  .transform((written) =>
    Object.fromEntries(
      Object.entries(written).map(([login, { until, reason = BASELINE_REASON, findings, ...rest }]) => [
        login,
        {
          organisation: login as OrgLogin,
          until,
          reason,
          approvedBy: rest['approved-by'] ?? null,
          findings: findings as Record<string, ItemKey[]>,
        },
      ]),
    ),
  );
