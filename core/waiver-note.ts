import { type Instant, plusDays } from './instant.ts';
import type { Waiver } from './waiver.ts';

const SOON_DAYS = 14;

/**
 * Something to do about a waiver, or about the baseline. `lapsed`: it excuses no longer. `lapses-soon`: in 14 days or
 * less. `matches-nothing`: there is no such credential. `excuses-nothing`: what it matches passes without it.
 */
export interface WaiverNote extends Pick<Waiver, 'match' | 'until'> {
  readonly kind: 'lapsed' | 'lapses-soon' | 'matches-nothing' | 'excuses-nothing';
  /** Null: the baseline. */
  readonly rule: string | null;
  readonly ticket: string | null;
  /** What it excuses, or no longer does: credentials that fail the rule. */
  readonly failing: number;
}

/** Whether what excuses until then has lapsed, or will within 14 days; null: neither. */
export function lapseOf(until: Instant, now: Instant): 'lapsed' | 'lapses-soon' | null {
  if (until < now) return 'lapsed';
  return until.slice(0, 10) <= plusDays(now, SOON_DAYS).slice(0, 10) ? 'lapses-soon' : null;
}
