import { canonicalJson } from './canonical-json.ts';
import {
  type Acknowledgement,
  type AppliedWaiver,
  type Finding,
  type Limits,
  severityRank,
  type TransitionKind,
} from './finding.ts';

/** The step between two states of one finding that is not over; null: nothing a person would want to know. */
export function stepBetween(before: Finding, after: Finding): TransitionKind | null {
  const step = excuseStep(before, after) ?? urgencyStep(before, after);
  if (step !== null) return step;
  if (!sameWords(before, after)) return 'reworded';
  const dealt = acknowledgementStep(before.acknowledged, after.acknowledged);
  if (dealt !== null) return dealt;
  return sameLimits(before.limits, after.limits) ? null : 'rejudged';
}

function excuseStep(before: Finding, after: Finding): TransitionKind | null {
  if (before.state === 'waived' && after.state === 'open') return 'unwaived';
  return sameTerms(before.waiver, after.waiver) ? null : 'waived';
}

function acknowledgementStep(
  before: Acknowledgement | null,
  after: Acknowledgement | null,
): TransitionKind | null {
  if (after === null) return before === null ? null : 'unacknowledged';
  return before?.at === after.at && before.by === after.by ? null : 'acknowledged';
}

function urgencyStep(before: Finding, after: Finding): TransitionKind | null {
  if (before.tier !== after.tier) {
    return (after.tier ?? Number.POSITIVE_INFINITY) < (before.tier ?? Number.POSITIVE_INFINITY)
      ? 'tier-raised'
      : 'tier-lowered';
  }
  const louder = severityRank(after.severity) - severityRank(before.severity);
  if (louder === 0) return null;
  return louder > 0 ? 'severity-raised' : 'severity-lowered';
}

function sameWords(before: Finding, after: Finding): boolean {
  return (
    before.message === after.message &&
    before.remedy === after.remedy &&
    before.credential.owner === after.credential.owner &&
    before.credential.name === after.credential.name
  );
}

/** One that has none yet gets them with its next step: writing every finding for them alone is no news. */
function sameLimits(one: Limits | null, other: Limits | null): boolean {
  return one === null || one === other || canonicalJson(one) === canonicalJson(other);
}

function sameTerms(one: AppliedWaiver | null, other: AppliedWaiver | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.by === other.by &&
    one.until === other.until &&
    one.reason === other.reason &&
    one.ticket === other.ticket &&
    one.requestedBy === other.requestedBy &&
    one.approvedBy === other.approvedBy
  );
}
