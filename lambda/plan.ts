import { type DurableContext, NestingType } from '@aws/durable-execution-sdk-js';
import { retryDecision } from '#adapters/engine/retry-decision.ts';
import { type OrgLogin, orgLogin } from '#core/credential.ts';
import { parseInstant } from '#core/instant.ts';
import type { ScanId } from '#core/scan-record.ts';
import { type AppEnvironment, appConnection } from './app-connection.ts';
import { eventText } from './event-text.ts';
import { durableHandler } from './handler.ts';
import { isReported, reportFailure, type ScanReport } from './report.ts';
import { logger } from './telemetry.ts';

/** EventBridge Scheduler fills in `<aws.scheduler.scheduled-time>`: the same time twice is the same night. */
const readEvent = (event: unknown) => parseInstant(eventText(event, 'scheduled'));

/** Scans under way at once. Each organisation has a rate limit of its own. */
const AT_ONCE = 25;

/** Of why a scan failed: a thousand of them are checkpointed together. */
const LONGEST_REASON = 200;

interface Failure {
  readonly organisation: OrgLogin;
  readonly failure: string;
  /** It has said so itself. */
  readonly isReported: boolean;
}

type Outcome = ScanReport | Failure;

/** One night: a durable execution of `scan` for every organisation. One that fails does not stop the others. */
export const main = durableHandler(readEvent, async (scheduled, context) => {
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
  const organisations = await context.step('list the organisations', listOrganisations, {
    retryStrategy: (error, attempt) => retryDecision(error, attempt, new Date()),
  });
  const scan = process.env['PATROL_SCAN_FUNCTION'] ?? '';
  const batch = await context.map(
    'scans',
    organisations,
    (own, organisation): Promise<Outcome> => scanOne(own, scan, { organisation, scan: scheduled }),
    { maxConcurrency: AT_ONCE, nesting: NestingType.FLAT },
  );
  batch.throwIfError();
  return context.step('report', async () => summary(batch.getResults()));
}

/** Those that suspended the App are among them: their scans say so where their findings would be said. */
async function listOrganisations(): Promise<OrgLogin[]> {
  const named = process.env['PATROL_ORGANISATIONS'] ?? '';
  if (named !== '') return named.split(',').map(orgLogin);
  const connection = await appConnection(process.env as unknown as AppEnvironment);
  const { organisations, suspended } = await connection.installedOrganisations(new AbortController().signal);
  if (organisations.length + suspended.length === 0) {
    throw new Error(
      'The GitHub App is installed on no organisation. Install it ("Install App" on its settings page).',
    );
  }
  return [...organisations, ...suspended];
}

interface Errand {
  readonly organisation: OrgLogin;
  readonly scan: ScanId;
  /** How Lambda ended the execution that was to make it: `lambda/scan.ts` tells. */
  readonly endedWith?: string;
}

/** What Lambda ended could not say so itself: another execution does, since topics and memory are the scan's. */
async function scanOne(context: DurableContext, scan: string, errand: Errand): Promise<Outcome> {
  const { organisation } = errand;
  const made = await invoke(context, organisation, scan, errand);
  if (!('failure' in made) || made.isReported) return made;
  return invoke(context, `${organisation}, ended`, scan, { ...errand, endedWith: made.failure });
}

async function invoke(context: DurableContext, name: string, scan: string, errand: Errand): Promise<Outcome> {
  try {
    return await context.invoke<Errand, ScanReport>(name, scan, errand);
  } catch (error) {
    const failure = error instanceof Error ? error.message.slice(0, LONGEST_REASON) : 'unknown';
    return { organisation: errand.organisation, failure, isReported: isReported(error) };
  }
}

function summary(outcomes: readonly Outcome[]) {
  const countOf = (status: ScanReport['status']) =>
    outcomes.filter((outcome) => 'status' in outcome && outcome.status === status).length;
  const failures = outcomes.filter((outcome) => 'failure' in outcome);
  for (const { failure, isReported, organisation } of failures) {
    if (!isReported)
      reportFailure(new Error(failure), `${organisation} was not scanned, and nobody could be told`);
  }
  const counts = {
    organisations: outcomes.length,
    complete: countOf('complete'),
    partial: countOf('partial'),
    failed: failures.length,
    leftToOthers: countOf(null),
  };
  logger.info('The night is over', counts);
  return counts;
}
