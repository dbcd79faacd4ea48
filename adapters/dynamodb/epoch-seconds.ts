import type { Instant } from '#core/instant.ts';

/** As DynamoDB's TTL wants an instant. */
export const epochSeconds = (instant: Instant): number => Date.parse(instant) / 1_000;
