import type { Finding } from './finding.ts';
import { secondsBetween } from './instant.ts';
import type { Pressed } from './pressed.ts';
import type { ScanId } from './scan-record.ts';

/**
 * What was pressed of an open finding after the scan that left it so, the latest last: it holds from the next scan on.
 *
 * @param scan the last one.
 */
export function pressedSince(
  scan: ScanId,
  { id, since, state }: Pick<Finding, 'id' | 'since' | 'state'>,
  presses: readonly Pressed[],
): Pressed[] {
  if (state !== 'open') return [];
  return presses
    .filter(({ at, finding, since: then }) => finding === id && then === since && at > scan)
    .toSorted((one, other) => secondsBetween(other.at, one.at));
}
