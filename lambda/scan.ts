import * as z from 'zod';
import { durableEngine } from '#adapters/engine/durable.ts';
import { sha256 } from '#adapters/engine/sha256.ts';
import { surplusPermissions } from '#adapters/github/needed-permissions.ts';
import { orgLogin } from '#core/credential.ts';
import { parseInstant } from '#core/instant.ts';
import { failedScanEvent, scanEvent } from '#core/scan-event.ts';
import type { ScanId } from '#core/scan-record.ts';
import { lookUpOwners } from '#scan/look-up-owners.ts';
import type { Engine, GitHub, ProgressListener } from '#scan/ports.ts';
import { commitScan, type ScanInput } from '#scan/run-scan.ts';
import { BusyError, OvertakenError } from '#scan/scan-errors.ts';
import { tellChannels } from '#scan/tell-channels.ts';
import type { Told } from '#scan/tell-each.ts';
import { tellFailure } from '#scan/tell-failure.ts';
import { announcingWaits } from './announce-waits.ts';
import { durableHandler } from './handler.ts';
import { invocationOf } from './invocation.ts';
import { production } from './production.ts';
import { reportFailure, reportScan, reportSurplus, reportWait } from './report.ts';
import { logger } from './telemetry.ts';

const ScanEvent = z.object({
  organisation: z.string().transform(orgLogin),
  scan: z.string().transform(parseInstant),
});

/** How often somebody else may be at it when we come. */
const PATIENCE = 5;

/** One scan of one organisation. The same event again finds the scan committed and does nothing. */
export const main = durableHandler(ScanEvent, async ({ organisation: org, scan }, context) => {
  logger.appendKeys({ scan, organisation: org });
  const { announce, channels, connection, directory, others, policyOf, signer, sites, store } =
    await production();
  let github: GitHub | null = null;
  const engine = durableEngine(context, {
    ...invocationOf(context),
    usage: () => github?.usage() ?? { requests: 0, notModified: 0, waitedSeconds: 0 },
  });
  const signal = new AbortController().signal;
  const holder = context.executionContext.durableExecutionArn;
  try {
    const access = await engine.step('sign in', () => connection.access(org, signal));
    const reached = connection.as(access);
    github = reached;
    if (access.kind === 'app') await reportSurplus(engine, surplusPermissions(access.permissions));
    const outcome = await patiently(engine, {
      org,
      scan,
      policy: policyOf(org),
      github: { ...reached, usage: () => engine.usage() },
      store,
      engine: announcingWaits(engine, reportWait),
      sha256,
      signer,
      channels: [...channels, ...others],
      holder,
      progress: silentButForSources(scan),
      signal,
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
    const told = await tellChannels({ record, store, engine, channels, others, sites, holder, signal });
    const announced = await announceScan(engine, () => announce(scanEvent(record), signal));
    return await reportScan(engine, { record, store, outcome, told: [...told, announced] });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (!(error instanceof BusyError || error instanceof OvertakenError)) {
      await announceScan(engine, () => announce(failedScanEvent(org, scan, why), signal));
      await tellFailure({ org, scan, why, store, engine, channels, holder, signal });
    }
    // After what may wait: a replay comes through here again.
    reportFailure(error);
    throw error;
  }
});

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

/** Whoever listens for scans hears of this one, again when the night is repeated. A topic that fails fails no scan. */
async function announceScan(engine: Engine, announce: () => Promise<void>): Promise<Told> {
  try {
    await engine.step('announce the scan', announce);
    return { channel: 'scans', alerts: [], failure: null };
  } catch (error) {
    return { channel: 'scans', alerts: [], failure: error instanceof Error ? error.message : String(error) };
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
