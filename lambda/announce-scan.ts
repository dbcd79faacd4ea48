import { failedScanEvent, type ScanEvent } from '#core/scan-event.ts';
import type { Told } from '#scan/tell-each.ts';
import { type FailureInput, tellFailure } from '#scan/tell-failure.ts';
import type { Production } from './production.ts';

type Announcing = Pick<FailureInput, 'engine' | 'signal'> & Pick<Production, 'announce'>;

/** Whoever listens for scans hears of this one, again when the night is repeated. A topic that fails fails no scan. */
export async function announceScan(
  { announce, engine, signal }: Announcing,
  event: ScanEvent,
): Promise<Told> {
  try {
    await engine.step('announce the scan', () => announce(event, signal));
    return { channel: 'scans', alerts: [], failure: null };
  } catch (error) {
    return { channel: 'scans', alerts: [], failure: error instanceof Error ? error.message : String(error) };
  }
}

/** Whoever would have heard of the scan hears that there is none, and why. */
export async function tellUnmade(means: FailureInput & Announcing): Promise<readonly Told[]> {
  const { org, scan, why } = means;
  const announced = await announceScan(means, failedScanEvent(org, scan, why));
  return [...(await tellFailure(means)), announced];
}
