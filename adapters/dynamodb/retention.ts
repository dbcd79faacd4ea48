import type { Instant } from '#core/instant.ts';
import { historyUntil, snapshotUntil } from '#core/retention.ts';

/** When the snapshot of a scan may go, in seconds of the epoch as DynamoDB's TTL wants them. */
export const snapshotExpiry = (scan: Instant): number => epochSeconds(snapshotUntil(scan));

/** When the changes and transitions of a scan may go. */
export const historyExpiry = (scan: Instant): number => epochSeconds(historyUntil(scan));

const epochSeconds = (instant: Instant): number => Date.parse(instant) / 1_000;
