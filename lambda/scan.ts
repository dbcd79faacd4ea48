import { durableEngine } from '#adapters/engine/durable.ts';
import type { Access } from '#adapters/github/access.ts';
import type { GitHubConnection } from '#adapters/github/connect.ts';
import { ConnectionError } from '#adapters/github/connection-error.ts';
import { type OrgLogin, orgLogin } from '#core/credential.ts';
import { parseInstant } from '#core/instant.ts';
import type { GitHub } from '#scan/ports.ts';
import { type AppEnvironment, appConnection } from './app-connection.ts';
import { eventText, optionalEventText } from './event-text.ts';
import { durableHandler } from './handler.ts';
import { invocationOf } from './invocation.ts';
import { failureReported, reportSuspension, type ScanReport } from './report.ts';
import { logger } from './telemetry.ts';

/** `endedWith`: Lambda ended the execution that was to make this scan, and says so: it remains to be told. */
const readEvent = (event: unknown) => ({
  org: orgLogin(eventText(event, 'organisation')),
  scan: parseInstant(eventText(event, 'scan')),
  endedWith: optionalEventText(event, 'endedWith'),
});

/** What reads, judges and tells is loaded when we are signed in: Lambda has heard of the first step by then. */
const organisation = () => import('./scan-organisation.ts');

const LEFT_TO_OTHERS = { outcome: 'left-to-others', status: null } as const satisfies ScanReport;

/** One scan of one organisation. The same event again finds the scan committed and does nothing. */
export const main = durableHandler(readEvent, async ({ endedWith, org, scan }, context) => {
  logger.appendKeys({ scan, organisation: org });
  const connected = () => appConnection(process.env as unknown as AppEnvironment);
  let github: GitHub | null = null;
  const engine = durableEngine(context, {
    ...invocationOf(context),
    usage: () => github?.usage() ?? { requests: 0, notModified: 0, waitedSeconds: 0 },
  });
  const signal = new AbortController().signal;
  const night = { org, scan, engine, holder: context.executionContext.durableExecutionArn, signal };
  try {
    if (endedWith !== null) await (await organisation()).giveUpUnmade(night, endedWith);
    const access = await engine.step('sign in', async () => signIn(await connected(), org, signal));
    const connection = await connected();
    github = connection.as(access);
    const reached = { ...github, usage: () => engine.usage() };
    const { scanOrganisation } = await organisation();
    return await scanOrganisation(night, { access, connection, github: reached });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const { isLeftToOthers, tellBrokenOff } = await organisation();
    if (isLeftToOthers(error, scan)) {
      logger.info('Another execution speaks of this', { why });
      return LEFT_TO_OTHERS;
    }
    await tellBrokenOff(night, why);
    // After what may wait: a replay comes through here again.
    throw failureReported(error);
  }
});

/** @throws {ConnectionError} A suspended installation is counted, too: it has an alarm of its own. */
async function signIn(connection: GitHubConnection, org: OrgLogin, signal: AbortSignal): Promise<Access> {
  try {
    return await connection.access(org, signal);
  } catch (error) {
    if (error instanceof ConnectionError && error.problem === 'suspended') reportSuspension();
    throw error;
  }
}
