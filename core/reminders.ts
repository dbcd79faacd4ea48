import type { Severity } from './finding.ts';

/** Days after which what is still open is said again. */
export const REMINDER_DAYS = { critical: 1, high: 3, medium: 7, low: 7 } as const satisfies Record<
  Severity,
  number
>;

/** A scan that comes a little early is the next night's all the same. */
export const EARLY_SECONDS = 3_600;
