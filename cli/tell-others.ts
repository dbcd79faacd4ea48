import type { GitHubConnection } from '#adapters/github/connect.ts';
import type { OrgLogin } from '#core/credential.ts';
import { inert } from '#core/inert.ts';
import type { Instant } from '#core/instant.ts';
import type { AlertChannel } from '#scan/ports.ts';
import type { ScanResult } from '#scan/scan-result.ts';
import type { Store } from '#scan/store-port.ts';
import type { Told } from '#scan/tell-each.ts';
import type { Dependencies } from './dependencies.ts';
import { tell } from './print.ts';

export interface Means {
  readonly store: Store;
  readonly channels: readonly AlertChannel[];
  readonly deps: Dependencies;
}

/** Errors that say that somebody else is at it: a scan is being made, or was. */
const SOMEBODY_ELSE: ReadonlySet<string> = new Set([
  'BusyError',
  'OvertakenError',
  'StoreBusyError',
  'StoreLostError',
]);

/** A scan that was not made, though somebody counts on it. */
interface NoScan {
  readonly org: OrgLogin;
  readonly at: Instant;
  readonly why: string;
  /** What was thrown, if anything. */
  readonly error?: unknown;
}

/** Tells everybody but the terminal that an organisation could not be scanned. Who cannot be told hears of it next time. */
export async function tellNoScan({ org, at, why, error }: NoScan, means: Means): Promise<void> {
  const { channels, deps, store } = means;
  if (deps.signal.aborted || (error instanceof Error && SOMEBODY_ELSE.has(error.name))) return;
  try {
    const told = await unlessStopped(means, () => deps.tellFailure({ org, scan: at, why, store, channels }));
    sayUntold(org, told, deps);
  } catch (fault) {
    const words = fault instanceof Error ? fault.message : String(fault);
    tell(deps, `patrol: Nobody else was told that ${org} was not scanned: ${inert(words)}\n`);
  }
}

/** Tells everybody but the terminal; who could not be told is said on standard error, and is told by the next run. */
export async function tellOthers(
  { record }: ScanResult,
  { connection, ...means }: Means & { readonly connection: GitHubConnection },
): Promise<readonly Told[]> {
  const { channels, deps, store } = means;
  const told = await unlessStopped(means, async () => {
    const unfound = await deps.lookUpOwners({ record, store, habits: channels, connection });
    if (unfound !== null) tell(deps, `patrol: ${inert(unfound)}\n`);
    return deps.tellChannels({ record, store, channels });
  });
  sayUntold(record.org, told, deps);
  return told;
}

function sayUntold(org: OrgLogin, told: readonly Told[], deps: Dependencies): void {
  for (const { channel, failure } of told) {
    if (failure === null) continue;
    tell(
      deps,
      `patrol: ${channel} was not told everything about ${org}: ${inert(failure)} ` +
        'What is known is kept; the next scan tells it.\n',
    );
  }
}

/** Ctrl-C does not undo a scan that is committed. */
async function unlessStopped(
  { channels, deps }: Means,
  work: () => Promise<readonly Told[]>,
): Promise<readonly Told[]> {
  try {
    return await work();
  } catch (error) {
    if (!deps.signal.aborted) throw error;
    return channels.map(({ name }) => ({ channel: name, alerts: [], failure: 'Stopped.' }));
  }
}
