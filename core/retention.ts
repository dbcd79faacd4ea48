import { type Instant, plusDays } from './instant.ts';

const SNAPSHOT_DAYS = 400;
/** Seven years, two leap days included. */
const HISTORY_DAYS = 7 * 365 + 2;

/** From then on the snapshot of a scan may be gone; its record and digest stay. */
export const snapshotUntil = (scan: Instant): Instant => plusDays(scan, SNAPSHOT_DAYS);

/** From then on the changes and transitions of a scan may be gone; its record and digest stay. */
export const historyUntil = (scan: Instant): Instant => plusDays(scan, HISTORY_DAYS);
