import { type AlertDecision, type AlertReason, isAlertReason, type SilenceReason } from './finding.ts';

const SILENCES = {
  'already-said': (detail) => (detail === null ? 'nothing is new' : `nothing is new since ${dayOf(detail)}`),
  'never-said': () => 'it is over, and was never said here',
  'waived-until': (detail) => (detail === null ? 'the policy excuses it' : `excused until ${dayOf(detail)}`),
  'inhibited-by': (detail) => `${detail ?? 'another rule'} says more of the same credential`,
  'acknowledged-by': (detail) => `${detail ?? 'somebody'} deals with it, and it is no more urgent since`,
  'below-route': () => 'no route that leads here takes it',
  'quiet-hours': (detail) => `quiet days or hours of the route ${detail ?? 'that leads here'}`,
  'left-to-owner': (detail) => `left to its owner until ${dayOf(detail ?? 'the next threshold')}`,
  'owner-unreachable': (detail) => `its owner cannot be reached: ${detail ?? 'no way is known'}`,
  'too-early': (detail) => `its owner hears of it ${detail ?? 'some'} days before it ends`,
  'scan-incomplete': () => 'its list was not read whole, so whether it still holds is not known',
} as const satisfies Record<SilenceReason, (detail: string | null) => string>;

const WORDS = {
  'first-seen': 'said: it is new',
  'tier-raised': 'said: the next threshold is reached',
  'severity-raised': 'said: it got louder',
  'reminder-due': 'said again: it is still open',
  resolved: 'said: it is over',
} as const satisfies Record<AlertReason, string>;

/** Why it was said or not, for a person. */
export function decisionWords({ reason, detail }: Pick<AlertDecision, 'reason' | 'detail'>): string {
  return isAlertReason(reason) ? WORDS[reason] : `not said: ${SILENCES[reason](detail)}`;
}

/** An instant's day; other words as they are. */
const dayOf = (detail: string): string => detail.replace(/^(\d{4}-\d{2}-\d{2})T.*/, '$1');
