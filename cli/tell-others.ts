import { inert } from '#core/inert.ts';
import type { AlertChannel, Store } from '#scan/ports.ts';
import type { ScanResult } from '#scan/scan-result.ts';
import type { Told } from '#scan/tell-channels.ts';
import type { Dependencies } from './dependencies.ts';
import { tell } from './print.ts';

interface Means {
  readonly store: Store;
  readonly channels: readonly AlertChannel[];
  readonly deps: Dependencies;
}

/** Tells everybody but the terminal; who could not be told is said on standard error, and is told by the next run. */
export async function tellOthers({ record }: ScanResult, means: Means): Promise<readonly Told[]> {
  const { channels, deps, store } = means;
  const told = await unlessStopped(means, () => deps.tellChannels({ record, store, channels }));
  for (const { channel, failure } of told) {
    if (failure === null) continue;
    tell(
      deps,
      `patrol: ${channel} was not told everything about ${record.org}: ${inert(failure)} ` +
        'The scan is kept; the next one tells it.\n',
    );
  }
  return told;
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
