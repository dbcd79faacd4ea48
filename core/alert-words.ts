import type { AlertReason } from './finding.ts';

/** Each reason to speak in words, in the order they are told. */
export const REASON_WORDS = {
  'first-seen': 'new',
  'severity-raised': 'more severe',
  'tier-raised': 'more urgent',
  'reminder-due': 'still open',
  resolved: 'resolved',
} as const satisfies Record<AlertReason, string>;
export const ALERT_REASONS = Object.keys(REASON_WORDS) as readonly AlertReason[];
