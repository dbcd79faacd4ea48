import type { Waiver } from './waiver.ts';

/**
 * Something to do about a waiver. `lapsed`: it excuses no longer. `lapses-soon`: in 14 days or less.
 * `matches-nothing`: there is no such credential. `excuses-nothing`: what it matches passes without it.
 */
export interface WaiverNote extends Pick<Waiver, 'rule' | 'match' | 'ticket' | 'until'> {
  readonly kind: 'lapsed' | 'lapses-soon' | 'matches-nothing' | 'excuses-nothing';
  /** What it excuses, or no longer does: credentials that fail the rule. */
  readonly failing: number;
}
