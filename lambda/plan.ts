import { type DurableContext, NestingType } from '@aws/durable-execution-sdk-js';
import * as z from 'zod';
import { retryDecision } from '#adapters/engine/retry-decision.ts';
import { type OrgLogin, orgLogin } from '#core/credential.ts';
import { parseInstant } from '#core/instant.ts';
import type { ScanId } from '#core/scan-record.ts';
import { type AppEnvironment, connectAsApp } from './app-connection.ts';
import { durableHandler } from './handler.ts';
import { reportFailure, type ScanReport } from './report.ts';
import { logger } from './telemetry.ts';

/** EventBridge Scheduler fills in `<aws.scheduler.scheduled-time>`: the same time twice is the same night. */
const PlanEvent = z.object({ scheduled: z.string().transform(parseInstant) });

/** Scans under way at once. Each organisation has a rate limit of its own. */
const AT_ONCE = 25;

interface Targets {
  readonly organisations: readonly OrgLogin[];
  readonly suspended: readonly OrgLogin[];
}

type Outcome = ScanReport | { readonly failure: string };

/** One night: a durable execution of `scan` for every organisation. One that fails does not stop the others. */
export const main = durableHandler(PlanEvent, async ({ scheduled }, context) => {
  logger.appendKeys({ scan: scheduled });
  try {
    return await night(scheduled, context);
  } catch (error) {
    // An execution that fails is no error to Lambda: nobody is told but by this.
    reportFailure(error, 'The night was not planned: no organisation is scanned');
    throw error;
  }
});

async function night(scheduled: ScanId, context: DurableContext) {
  const targets = await context.step('list the organisations', listOrganisations, {
    retryStrategy: (error, attempt) => retryDecision(error, attempt, new Date()),
  });
  const scan = process.env['PATROL_SCAN_FUNCTION'] ?? '';
  const batch = await context.map(
    'scans',
    [...targets.organisations],
    (own, organisation): Promise<Outcome> => invokeScan(own, scan, { organisation, scan: scheduled }),
    { maxConcurrency: AT_ONCE, nesting: NestingType.FLAT },
  );
  batch.throwIfError();
  return context.step('report', async () => summary(targets, batch.getResults()));
}

async function listOrganisations(): Promise<Targets> {
  const named = process.env['PATROL_ORGANISATIONS'] ?? '';
  if (named !== '') return { organisations: named.split(',').map(orgLogin), suspended: [] };
  const connection = await connectAsApp(process.env as unknown as AppEnvironment);
  const found = await connection.installedOrganisations(new AbortController().signal);
  if (found.organisations.length + found.suspended.length === 0) {
    throw new Error(
      'The GitHub App is installed on no organisation. Install it ("Install App" on its settings page).',
    );
  }
  return found;
}

async function invokeScan(
  context: DurableContext,
  scan: string,
  event: { readonly organisation: OrgLogin; readonly scan: string },
): Promise<Outcome> {
  try {
    return await context.invoke<typeof event, ScanReport>(event.organisation, scan, event);
  } catch (error) {
    return { failure: error instanceof Error ? error.message.slice(0, 200) : 'unknown' };
  }
}

function summary({ organisations, suspended }: Targets, outcomes: readonly Outcome[]) {
  for (const org of suspended) reportFailure(new Error(`The App's installation on ${org} is suspended.`));
  const failed = outcomes.filter((outcome) => 'failure' in outcome).length;
  const partial = outcomes.filter((outcome) => 'status' in outcome && outcome.status === 'partial').length;
  const counts = {
    organisations: organisations.length + suspended.length,
    complete: organisations.length - failed - partial,
    partial,
    failed: failed + suspended.length,
  };
  logger.info('The night is over', counts);
  return counts;
}
