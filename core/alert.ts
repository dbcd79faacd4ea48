import type { AlertReason, Finding } from './finding.ts';

/** One thing to say, in the state the finding is in now. */
export interface Alert {
  readonly finding: Finding;
  readonly reason: AlertReason;
}
