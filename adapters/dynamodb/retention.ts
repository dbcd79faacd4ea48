import { type Instant, plusDays } from '#core/instant.ts';

const SNAPSHOT_DAYS = 400;
/** Seven years, two leap days included. */
const HISTORY_DAYS = 7 * 365 + 2;

/** When the snapshot of a scan may go, in seconds of the epoch as DynamoDB's TTL wants them. */
export const snapshotExpiry = (scan: Instant): number => epochSeconds(plusDays(scan, SNAPSHOT_DAYS));

/** When the changes and transitions of a scan may go. */
export const historyExpiry = (scan: Instant): number => epochSeconds(plusDays(scan, HISTORY_DAYS));

const epochSeconds = (instant: Instant): number => Date.parse(instant) / 1_000;
