import type { GitHubConnection } from '#adapters/github/connect.ts';
import { ConnectionError } from '#adapters/github/connection-error.ts';
import type { OrgLogin } from '#core/credential.ts';
import type { Instant } from '#core/instant.ts';
import type { AlertChannel, Signer } from '#scan/ports.ts';
import type { Store } from '#scan/store-port.ts';
import type { Dependencies } from './dependencies.ts';
import { EXIT, type ExitCode, exitCodeOf, type FailOn } from './exit-code.ts';
import type { Format } from './options.ts';
import type { Patience } from './patience.ts';
import type { PolicyInForce } from './policy-in-force.ts';
import { isNobodyReading, tell } from './print.ts';
import { counted, listed } from './render/words.ts';
import { sayAll, sayEach } from './say.ts';
import { type Attempt, notScanned, scanOrganisation } from './scan-organisation.ts';
import { tellNoScan } from './tell-others.ts';
import { UsageError } from './usage-error.ts';

/** What is to be scanned. */
export interface Targets {
  readonly orgs: readonly OrgLogin[];
  /** Known to be there, and not to be read. */
  readonly missed: readonly Extract<Attempt, { failure: string }>[];
  /** GitHub lists them, and nobody typed them. */
  readonly areListed: boolean;
}

export interface Night {
  readonly at: Instant;
  readonly format: Format;
  readonly failOn: FailOn;
  readonly patience: Patience;
  readonly policy: PolicyInForce;
}

interface Means {
  readonly connection: GitHubConnection;
  readonly store: Store;
  readonly channels: readonly AlertChannel[];
  readonly signer: Signer | null;
  readonly deps: Dependencies;
}

/** Every organisation the App is installed on. @throws {UsageError} when there is none: silence is no answer. */
export async function installedTargets(connection: GitHubConnection, deps: Dependencies): Promise<Targets> {
  const { organisations, suspended } = await connection.installedOrganisations(deps.signal);
  if (organisations.length + suspended.length === 0) {
    throw new UsageError(
      'The GitHub App is installed on no organisation. Install it ("Install App" on its settings page), then run this again.',
    );
  }
  const missed = suspended.map((org) => notScanned(org, suspendedOn(org), deps));
  return { orgs: organisations, missed, areListed: true };
}

function suspendedOn(org: OrgLogin): ConnectionError {
  return new ConnectionError(
    `The App's installation on ${org} is suspended. An owner of ${org} can unsuspend it in its settings.`,
    { problem: 'suspended' },
  );
}

/** One organisation after the other; gives the exit code of the whole run. */
export async function scanAll(
  { areListed, orgs, missed }: Targets,
  night: Night,
  means: Means,
): Promise<ExitCode> {
  const { deps } = means;
  const attempts: Attempt[] = [...missed];
  const several = orgs.length + missed.length > 1;
  for (const attempt of missed) await sayMissed(attempt, { ...night, several }, means);
  for (const [index, org] of orgs.entries()) {
    const attempt = await unlessStopped(orgs.slice(index), deps, () =>
      scanOrganisation(org, { ...night, several, isListed: areListed }, means),
    );
    if (attempt === null) return EXIT.interrupted;
    attempts.push(attempt);
    if (night.format === 'text') await toWhoeverReads(() => sayEach(attempt, { ...means, several }));
  }
  if (night.format === 'json') await toWhoeverReads(() => sayAll(attempts, means));
  if (several) tell(deps, `patrol: ${tally(attempts)}\n`);
  return exitCodeOf(attempts, night.failOn);
}

async function sayMissed(
  attempt: Targets['missed'][number],
  { at, format, several }: Night & { readonly several: boolean },
  means: Means,
): Promise<void> {
  const { org, failure } = attempt;
  await tellNoScan({ org, at, why: failure }, means);
  if (format === 'text') await toWhoeverReads(() => sayEach(attempt, { ...means, several }));
}

/** A reader that went away does not keep the other organisations from being scanned; nothing counts as said to it. */
async function toWhoeverReads(say: () => Promise<void>): Promise<void> {
  try {
    await say();
  } catch (error) {
    if (!isNobodyReading(error)) throw error;
  }
}

/** Null: Ctrl-C came first, and it was said what that means. */
async function unlessStopped(
  left: readonly OrgLogin[],
  deps: Dependencies,
  work: () => Promise<Attempt>,
): Promise<Attempt | null> {
  try {
    deps.signal.throwIfAborted();
    return await work();
  } catch (error) {
    if (!deps.signal.aborted) throw error;
    tell(
      deps,
      `patrol: Stopped. Nothing of tonight's scan of ${listed(left)} was committed; earlier nights are intact. ` +
        'Run the same command to start again.\n',
    );
    return null;
  }
}

function tally(attempts: readonly Attempt[]): string {
  const failed = attempts.flatMap((attempt) => ('failure' in attempt ? [attempt.org] : []));
  const statuses = attempts.flatMap((attempt) => ('result' in attempt ? [attempt.result.record.status] : []));
  const partial = statuses.filter((status) => status === 'partial').length;
  const words = [
    `${statuses.length - partial} complete`,
    ...(partial > 0 ? [`${partial} PARTIAL`] : []),
    ...(failed.length > 0 ? [`${failed.length} not scanned (${listed(failed)})`] : []),
  ];
  return `${counted(attempts.length, 'organisation')}: ${words.join(', ')}.`;
}
