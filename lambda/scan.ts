import * as z from 'zod';
import { durableEngine } from '#adapters/engine/durable.ts';
import { sha256 } from '#adapters/engine/sha256.ts';
import type { Access } from '#adapters/github/access.ts';
import type { GitHubConnection } from '#adapters/github/connect.ts';
import { ConnectionError } from '#adapters/github/connection-error.ts';
import { surplusPermissions } from '#adapters/github/needed-permissions.ts';
import { type OrgLogin, orgLogin } from '#core/credential.ts';
import { parseInstant } from '#core/instant.ts';
import { scanEvent } from '#core/scan-event.ts';
import type { ScanId } from '#core/scan-record.ts';
import { lookUpOwners } from '#scan/look-up-owners.ts';
import type { Engine, GitHub, ProgressListener } from '#scan/ports.ts';
import { commitScan, type ScanInput } from '#scan/run-scan.ts';
import { BusyError, OvertakenError } from '#scan/scan-errors.ts';
import { tellChannels } from '#scan/tell-channels.ts';
import { announceScan, tellUnmade } from './announce-scan.ts';
import { announcingWaits } from './announce-waits.ts';
import { durableHandler } from './handler.ts';
import { invocationOf } from './invocation.ts';
import { production } from './production.ts';
import {
  failureReported,
  reportScan,
  reportSurplus,
  reportSuspension,
  reportWait,
  type ScanReport,
} from './report.ts';
import { logger } from './telemetry.ts';

const ScanEvent = z.object({
  organisation: z.string().transform(orgLogin),
  scan: z.string().transform(parseInstant),
  /** Lambda ended the execution that was to make this scan, and says so: it remains to be told. */
  endedWith: z.string().optional(),
});

/** How often somebody else may be at it when we come. */
const PATIENCE = 5;

/** One scan of one organisation. The same event again finds the scan committed and does nothing. */
export const main = durableHandler(ScanEvent, async ({ endedWith, organisation: org, scan }, context) => {
  logger.appendKeys({ scan, organisation: org });
  const made = await production();
  let github: GitHub | null = null;
  const engine = durableEngine(context, {
    ...invocationOf(context),
    usage: () => github?.usage() ?? { requests: 0, notModified: 0, waitedSeconds: 0 },
  });
  const signal = new AbortController().signal;
  const holder = context.executionContext.durableExecutionArn;
  const round = { ...made, org, scan, engine, holder, signal };
  try {
    if (endedWith !== undefined) await giveUpUnmade(round, endedWith);
    const { connection, directory, others, policyOf, signer, store } = made;
    const access = await engine.step('sign in', () => signIn(connection, org, signal));
    const reached = connection.as(access);
    github = reached;
    if (access.kind === 'app') await reportSurplus(engine, surplusPermissions(access.permissions));
    const outcome = await patiently(engine, {
      ...round,
      policy: policyOf(org),
      github: { ...reached, usage: () => engine.usage() },
      engine: announcingWaits(engine, reportWait),
      sha256,
      signer,
      channels: [...made.channels, ...others],
      progress: silentButForSources(scan),
    });
    const record = await store.scanAt(org, scan);
    if (record?.id !== scan) throw new Error(`The record of scan ${scan} of ${org} is not there.`);
    const unfound = await lookUpOwners({
      ...{ record, store, engine, habits: others, signal },
      open: async () => {
        return { kind: 'open', identities: connection.identities(access), directory: await directory() };
      },
    });
    if (unfound !== null) logger.warn(unfound);
    const told = await tellChannels({ ...round, record });
    const announced = await announceScan(round, scanEvent(record));
    return await reportScan(engine, { record, store, outcome, told: [...told, announced] });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (isLeftToOthers(error, scan)) {
      logger.info('Another execution speaks of this', { why });
      return LEFT_TO_OTHERS;
    }
    await tellUnmade({ ...round, why });
    // After what may wait: a replay comes through here again.
    throw failureReported(error);
  }
});

const LEFT_TO_OTHERS = { outcome: 'left-to-others', status: null } as const satisfies ScanReport;

/** A later scan is committed, or another execution makes this very one: whoever made it speaks of it. */
function isLeftToOthers(error: unknown, scan: ScanId): boolean {
  return error instanceof OvertakenError || (error instanceof BusyError && error.scan === scan);
}

/**
 * What Lambda ended before it was committed is not begun again, since it might end in the same way every time. What was
 * committed before is told on.
 *
 * @throws {Error} saying that it was ended.
 */
async function giveUpUnmade(
  { engine, org, scan, store }: Pick<ScanInput, 'engine' | 'org' | 'scan' | 'store'>,
  endedWith: string,
): Promise<void> {
  const head = await engine.step('which scan is the last', async () => (await store.head(org))?.id ?? null);
  if (head !== null && head >= scan) return;
  throw new Error(
    `AWS Lambda ended the scan of ${org} before it was over: ${endedWith}. The log of the function scan has what it did last; what to do is in docs/runbook.md, ScanErrors.`,
  );
}

/** @throws {ConnectionError} A suspended installation is counted, too: it has an alarm of its own. */
async function signIn(connection: GitHubConnection, org: OrgLogin, signal: AbortSignal): Promise<Access> {
  try {
    return await connection.access(org, signal);
  } catch (error) {
    if (error instanceof ConnectionError && error.problem === 'suspended') reportSuspension();
    throw error;
  }
}

/** Whoever else scans the organisation is waited for, without computing. */
async function patiently(engine: Engine, input: ScanInput): ReturnType<typeof commitScan> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await commitScan(input);
    } catch (error) {
      if (!(error instanceof BusyError) || attempt === PATIENCE) throw error;
      await engine.waitUntil(error.until, 'somebody else scans the organisation');
    }
  }
}

function silentButForSources(scan: ScanId): ProgressListener {
  return {
    source() {},
    finished: (source, status, seen) => logger.info('Read', { scan, source, status, seen }),
    waiting() {},
    phase() {},
    warning: (words) => logger.warn(words, { scan }),
  };
}
