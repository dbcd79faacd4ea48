import type { Brand } from './brand.ts';
import type { ItemKind } from './credential.ts';
import type { Instant } from './instant.ts';
import type { OptionValue } from './rules/rule-option.ts';

/** From quiet to loud; the order is the rank. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];
export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** `sha256(rule id, rule major version, organisation, kind, native id)`, hexadecimal (design §4). */
export type Fingerprint = Brand<string, 'Fingerprint'>;

export type FindingState = 'open' | 'waived' | 'resolved';

/**
 * Why a finding is over. `expired` and `revoked` speak of the credential; `decided`: the request was approved, denied
 * or withdrawn; `owner removed`: it went with its owner, or was about a person who left; `used`: it is in use again;
 * `mended`: it changed, in a way that only the author of the rule could name; `rule changed`: another version of the
 * rule judges, and opens its own finding where it
 * fails; `policy changed`: by the limits it was judged by it would still fail; `out of scope`: so it would, and it is no
 * longer where the rule judges.
 */
export type ResolutionCause =
  | 'renewed'
  | 'expired'
  | 'revoked'
  | 'rights reduced'
  | 'used'
  | 'mended'
  | 'owner removed'
  | 'owner is a member'
  | 'decided'
  | 'two factors'
  | 'below the limit'
  | 'back in service'
  | 'recognised'
  | 'no longer new'
  | 'no longer automation'
  | 'out of scope'
  | 'rule changed'
  | 'policy changed';

/** What was last said of a finding in one place, so that nothing is said twice. */
export interface Said {
  readonly at: Instant;
  readonly severity: Severity;
  readonly tier: number | null;
}

/** Option of a rule → value. */
export type Limits = Readonly<Record<string, OptionValue>>;

/** What excuses a finding: who said so, why, and for how long. */
export interface AppliedWaiver {
  /** Of the policy's `waivers`, or of its `baseline`; or somebody snoozed it with a button. */
  readonly by: 'waiver' | 'baseline' | 'snooze';
  /** The last second of the last day on which it excuses. */
  readonly until: Instant;
  readonly reason: string;
  readonly ticket: string | null;
  readonly requestedBy: string | null;
  readonly approvedBy: string | null;
}

/** Who said that it is known and being dealt with: reminders end, until it gets more urgent. */
export interface Acknowledgement {
  /** Login. */
  readonly by: string;
  readonly at: Instant;
}

/** A rule × a thing of the inventory (most often a credential) over time. Days left are not in the text: it holds from night to night. */
export interface Finding {
  readonly id: Fingerprint;
  readonly rule: string;
  readonly ruleVersion: number;
  readonly severity: Severity;
  readonly state: FindingState;
  /** The threshold reached, in days, of a rule that has tiers; null of one that has none. */
  readonly tier: number | null;
  readonly credential: {
    readonly kind: ItemKind;
    readonly id: string;
    readonly owner: string | null;
    readonly name: string | null;
  };
  readonly message: string;
  readonly remedy: string;
  /** The scan that opened it, reopened it, or found it excused no longer. */
  readonly since: Instant;
  /** The scan in which it was resolved; null while it is open. */
  readonly resolvedAt: Instant | null;
  readonly cause: ResolutionCause | null;
  /** The rule's options by which it failed last; null in findings of before they were kept. */
  readonly limits: Limits | null;
  /** What excuses it; null unless it is `waived`. */
  readonly waiver: AppliedWaiver | null;
  /** Null: nobody did, or it is more urgent now. */
  readonly acknowledged: Acknowledgement | null;
  /** At the terminal, as an earlier Patrol noted it; what is said is kept apart now (`core/delivery.ts`). */
  readonly said: Said | null;
}

export type TransitionKind =
  | 'opened'
  | 'reopened'
  /** Excused from now on, or on other terms than before. */
  | 'waived'
  /** Open again: what excused it lapsed or was withdrawn. */
  | 'unwaived'
  | 'tier-raised'
  | 'tier-lowered'
  | 'severity-raised'
  | 'severity-lowered'
  /** Somebody dealt with it, and nothing else changed; or that holds no longer. */
  | 'acknowledged'
  | 'unacknowledged'
  /** By other limits than before, and nothing else changed. */
  | 'rejudged'
  | 'reworded'
  | 'resolved';

/** One step in a finding's life, kept for good: the finding as it is after the step. */
export interface FindingTransition {
  readonly kind: TransitionKind;
  readonly finding: Finding;
}

/** Why to speak (design §9). */
const ALERT_REASONS = ['first-seen', 'tier-raised', 'severity-raised', 'reminder-due', 'resolved'] as const;
export type AlertReason = (typeof ALERT_REASONS)[number];

/** Why not to speak. */
export type SilenceReason =
  | 'already-said'
  /** It is over, and nobody was told that it was there. */
  | 'never-said'
  | 'waived-until'
  | 'inhibited-by'
  /** Somebody deals with it, and it is no more urgent than when they said so. */
  | 'acknowledged-by'
  /** No route that leads there takes it. */
  | 'below-route'
  | 'quiet-hours'
  /** The route puts the owner first, who still has time to act. */
  | 'left-to-owner'
  /** The channel is the owner, and there is no way there. */
  | 'owner-unreachable'
  /** The channel is the owner, who hears of what expires a week before. */
  | 'too-early'
  | 'scan-incomplete';

/** Whether it is a reason to speak. */
export function isAlertReason(reason: AlertReason | SilenceReason): reason is AlertReason {
  return ALERT_REASONS.some((each) => each === reason);
}

/** What was decided about one finding in one channel, kept with its reason. */
export interface AlertDecision {
  readonly finding: Fingerprint;
  readonly channel: string;
  readonly reason: AlertReason | SilenceReason;
  /** Of a silence: until when, because of which rule or route. */
  readonly detail: string | null;
}

/** What a rule says of one thing. */
export type Verdict =
  | { readonly outcome: 'pass' | 'not-applicable' }
  | {
      readonly outcome: 'fail';
      readonly severity: Severity;
      readonly tier: number | null;
      readonly message: string;
      readonly remedy: string;
    }
  | { readonly outcome: 'unknown'; readonly missing: string };
