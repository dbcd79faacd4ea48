import type { GitHubConnection } from '#adapters/github/connect.ts';
import { ConnectionError } from '#adapters/github/connection-error.ts';
import type { OrgLogin } from '#core/credential.ts';
import type { Instant } from '#core/instant.ts';
import type { AlertChannel, GitHub, Signer } from '#scan/ports.ts';
import type { ScanResult } from '#scan/scan-result.ts';
import type { Store } from '#scan/store-port.ts';
import type { Told } from '#scan/tell-each.ts';
import type { Dependencies } from './dependencies.ts';
import type { ExitCode } from './exit-code.ts';
import { type Patience, withPatience } from './patience.ts';
import type { PolicyInForce } from './policy-in-force.ts';
import { redactor, tell } from './print.ts';
import type { Progress } from './progress.ts';
import { progressBars } from './progress-bars.ts';
import { progressLines } from './progress-lines.ts';
import { reportError } from './report-error.ts';
import { tellNoScan, tellOthers } from './tell-others.ts';

/** What became of one organisation. */
export type Attempt =
  | { readonly org: OrgLogin; readonly result: ScanResult; readonly told: readonly Told[] }
  | { readonly org: OrgLogin; readonly failure: string; readonly exit: ExitCode };

interface Night {
  readonly at: Instant;
  readonly patience: Patience;
  /** Others are scanned too, so that one that fails does not end the run. */
  readonly several: boolean;
  /** The organisation is one that GitHub lists, and not a word that somebody typed. */
  readonly isListed: boolean;
  readonly policy: PolicyInForce;
}

interface Means {
  readonly connection: GitHubConnection;
  readonly store: Store;
  readonly channels: readonly AlertChannel[];
  readonly signer: Signer | null;
  readonly deps: Dependencies;
}

/** Scans one organisation with its progress on standard error. One of several that fails is a value. */
export async function scanOrganisation(org: OrgLogin, night: Night, means: Means): Promise<Attempt> {
  try {
    const result = await scanOrTell(org, night, means);
    return { org, result, told: await tellOthers(result, means) };
  } catch (error) {
    if (!night.several || means.deps.signal.aborted) throw error;
    return notScanned(org, error, means.deps);
  }
}

/** A scan that fails is an alert, where somebody counts on it: a name that was mistyped is nobody's. */
async function scanOrTell(org: OrgLogin, night: Night, means: Means): Promise<ScanResult> {
  try {
    return await scanWithProgress(org, night, means);
  } catch (error) {
    const isKnown = night.isListed || (await means.store.head(org).catch(() => null)) !== null;
    const why = whyNotScanned(error, means.deps).failure;
    if (isKnown) await tellNoScan({ org, at: night.at, why, error }, means);
    throw error;
  }
}

async function scanWithProgress(
  org: OrgLogin,
  { at, patience, policy }: Night,
  { channels, connection, signer, store, deps }: Means,
): Promise<ScanResult> {
  const progress = progressFor(org, deps);
  try {
    const github = await reach(org, progress, { connection, deps });
    const run = { org, scan: at, policy: policy.of(org), github, store, progress, channels, signer };
    return await withPatience(() => deps.runScan(run), patience);
  } finally {
    progress.stop();
  }
}

/** Signs in there. A rate limit that is spent at that moment is waited for like one that is spent later. */
async function reach(
  org: OrgLogin,
  progress: Progress,
  { connection, deps }: Pick<Means, 'connection' | 'deps'>,
): Promise<GitHub> {
  for (;;) {
    try {
      return await connection.organisation(org, deps.signal);
    } catch (error) {
      if (!(error instanceof ConnectionError) || error.until === null) throw error;
      progress.waiting(error.until, 'GitHub asks to come back later');
      await deps.sleep(Math.max(1_000, Date.parse(error.until) - deps.now().getTime()), deps.signal);
    }
  }
}

function progressFor(org: OrgLogin, { stderr, now }: Dependencies): Progress {
  const options = { org, stream: stderr, now };
  return stderr.isTTY === true ? progressBars(options) : progressLines(options);
}

/** The reason, said on standard error now and kept for the outcome. */
export function notScanned(
  org: OrgLogin,
  error: unknown,
  deps: Dependencies,
): Extract<Attempt, { failure: string }> {
  const { exit, failure } = whyNotScanned(error, deps);
  tell(deps, `patrol: ${org} was not scanned. ${failure}\n`);
  return { org, failure, exit };
}

export function whyNotScanned(error: unknown, deps: Dependencies): { failure: string; exit: ExitCode } {
  const debug = deps.env.PATROL_DEBUG === '1';
  const { text, exit } = reportError(error, { redact: redactor(deps), debug });
  return { failure: text.replace(/^patrol: /, '').trimEnd(), exit };
}
