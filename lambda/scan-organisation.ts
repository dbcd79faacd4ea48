import { sha256 } from '#adapters/engine/sha256.ts';
import type { Access } from '#adapters/github/access.ts';
import type { GitHubConnection } from '#adapters/github/connect.ts';
import { surplusPermissions } from '#adapters/github/needed-permissions.ts';
import type { OrgLogin } from '#core/credential.ts';
import { scanEvent } from '#core/scan-event.ts';
import type { ScanId } from '#core/scan-record.ts';
import { lookUpOwners } from '#scan/look-up-owners.ts';
import type { Engine, GitHub, ProgressListener } from '#scan/ports.ts';
import { commitScan, type ScanInput } from '#scan/run-scan.ts';
import { BusyError, OvertakenError } from '#scan/scan-errors.ts';
import { isLost } from '#scan/store-port.ts';
import { tellChannels } from '#scan/tell-channels.ts';
import { announceScan, tellUnmade } from './announce-scan.ts';
import { announcingWaits } from './announce-waits.ts';
import { production } from './production.ts';
import { reportScan, reportSurplus, reportWait, type ScanReport } from './report.ts';
import { logger } from './telemetry.ts';

/** The scan that an execution is for. */
export interface Night {
  readonly org: OrgLogin;
  readonly scan: ScanId;
  readonly engine: Engine;
  readonly holder: string;
  readonly signal: AbortSignal;
}

/** GitHub, once we are signed in. */
export interface SignedIn {
  readonly access: Access;
  readonly connection: GitHubConnection;
  readonly github: GitHub;
}

/** How often somebody else may be at it when we come. */
const PATIENCE = 5;

/** Reads, judges, commits and tells, and reports what it came to. */
export async function scanOrganisation(
  night: Night,
  { access, connection, github }: SignedIn,
): Promise<ScanReport> {
  const { engine, org, scan, signal } = night;
  const made = await production();
  const { directory, others, policyOf, signer, store } = made;
  const round = { ...made, ...night };
  if (access.kind === 'app') await reportSurplus(engine, surplusPermissions(access.permissions));
  const outcome = await patiently(engine, {
    ...round,
    policy: policyOf(org),
    github,
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
  return reportScan(engine, { record, store, outcome, told: [...told, announced] });
}

/** Whoever would have heard of the scan hears why there is none. */
export async function tellBrokenOff(night: Night, why: string): Promise<void> {
  await tellUnmade({ ...(await production()), ...night, why });
}

/** A later scan is committed, or another execution makes this very one: whoever made it speaks of it. */
export function isLeftToOthers(error: unknown, scan: ScanId): boolean {
  return error instanceof OvertakenError || (error instanceof BusyError && error.scan === scan);
}

/**
 * What Lambda ended before it was committed is not begun again, since it might end in the same way every time. What was
 * committed before is told on.
 *
 * @throws {Error} saying that it was ended.
 */
export async function giveUpUnmade({ engine, org, scan }: Night, endedWith: string): Promise<void> {
  const { store } = await production();
  const head = await engine.step('which scan is the last', async () => (await store.head(org))?.id ?? null);
  if (head !== null && head >= scan) return;
  throw new Error(
    `AWS Lambda ended the scan of ${org} before it was over: ${endedWith}. The log of the function scan has what it did last; what to do is in docs/runbook.md, ScanErrors.`,
  );
}

/** Comes back while others scan the organisation. */
async function patiently(engine: Engine, input: ScanInput): ReturnType<typeof commitScan> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await commitScan(input);
    } catch (error) {
      if (attempt === PATIENCE) throw error;
      await untilFree(engine, error);
    }
  }
}

/**
 * Whoever else scans it is waited for, without computing. One who took it while this execution waited may have scanned it
 * since, or have died: another attempt shows.
 *
 * @throws {unknown} what is about something else.
 */
async function untilFree(engine: Engine, error: unknown): Promise<void> {
  if (isLost(error)) return;
  if (!(error instanceof BusyError)) throw error;
  await engine.waitUntil(error.until, 'somebody else scans the organisation');
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
