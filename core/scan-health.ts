import type { ScanHealthEvent } from './alert-event.ts';
import type { Delivery } from './delivery.ts';
import type { AlertReason } from './finding.ts';
import { clip, inert } from './inert.ts';
import { type Instant, secondsBetween } from './instant.ts';
import { isHole, type SettledReading } from './reading.ts';
import type { ScanRecord } from './scan-record.ts';

/** As for a finding of this severity: said again after three days. */
export const HEALTH_SEVERITY = 'high';
const REMINDER_SECONDS = 3 * 86_400 - 3_600;

const TEXT_WIDTH = 300;
const PERMISSION_WIDTH = 100;

/** Why to speak of a scan itself: it begins to see less, still does, or sees everything again. Null: nothing new. */
export function healthNews(
  { id, status }: Pick<ScanRecord, 'id' | 'status'>,
  told: Delivery | undefined,
): Extract<AlertReason, 'first-seen' | 'reminder-due' | 'resolved'> | null {
  const last = told?.sayings.at(-1);
  const isOpen = last !== undefined && last.reason !== 'resolved';
  if (status === 'complete') return isOpen && last.at < id ? 'resolved' : null;
  if (!isOpen) return last === undefined || last.at < id ? 'first-seen' : null;
  return isReminderDue(last.at, id) ? 'reminder-due' : null;
}

function isReminderDue(said: Instant, now: Instant): boolean {
  return secondsBetween(said, now) >= REMINDER_SECONDS;
}

/** What could not be read whole, inert and of bounded length. */
export function holesOf(readings: readonly SettledReading[]): ScanHealthEvent['holes'] {
  return readings.filter(isHole).map(({ source, status, reason, missingPermission, carriedOver }) => ({
    source,
    status,
    reason: reason === null ? null : clip(inert(reason), TEXT_WIDTH),
    missingPermission: missingPermission === null ? null : clip(inert(missingPermission), PERMISSION_WIDTH),
    carriedOver,
  }));
}

/** One line for each. */
export function holeLines(holes: ScanHealthEvent['holes']): string[] {
  return holes.map(({ source, status, reason, missingPermission, carriedOver }) =>
    [
      `${source} (${status})`,
      ...(reason === null ? [] : [reason]),
      ...(missingPermission === null ? [] : [`To do: grant ${missingPermission} to the GitHub App`]),
      ...(carriedOver === 0 ? [] : [`${carriedOver} kept as last seen`]),
    ].join('. '),
  );
}
