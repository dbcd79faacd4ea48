import type { ItemKey } from './credential.ts';
import {
  type Acknowledgement,
  type AppliedWaiver,
  type Finding,
  type Severity,
  severityRank,
} from './finding.ts';
import { type Instant, secondsBetween } from './instant.ts';
import type { Pressed } from './pressed.ts';

/** What people pressed, as it holds in one scan. */
export interface PressesInForce {
  /** Null: nobody snoozed it, not for so long, or it is louder than what they snoozed. */
  snooze(rule: string, key: ItemKey, severity: Severity): AppliedWaiver | null;
  /** Null: nobody acknowledged it in this life, or it is more urgent than what they acknowledged. */
  acknowledgement(finding: Finding): Acknowledgement | null;
}

/** Of several that hold, the latest. */
export function pressesInForce(presses: readonly Pressed[], now: Instant): PressesInForce {
  const latestFirst = presses
    .filter(({ at }) => at <= now)
    .toSorted((one, other) => secondsBetween(one.at, other.at));
  const snoozes = latestFirst.filter(({ press }) => press === 'snooze');
  const bySubject = Map.groupBy(snoozes, ({ credential, rule }) => `${rule} ${credential}`);
  const acknowledgements = latestFirst.filter(({ press }) => press === 'acknowledge');
  const byFinding = Map.groupBy(acknowledgements, ({ finding }) => finding);
  return {
    snooze(rule, key, severity) {
      const holding = bySubject
        .get(`${rule} ${key}`)
        ?.find(
          ({ until, severity: then }) =>
            until !== null && now <= until && severityRank(severity) <= severityRank(then),
        );
      return holding === undefined ? null : excuseOf(holding);
    },
    acknowledgement(finding) {
      const holding = byFinding.get(finding.id)?.find((pressed) => isAsUrgent(finding, pressed));
      return holding === undefined ? null : { by: holding.by, at: holding.at };
    },
  };
}

function isAsUrgent({ severity, since, tier }: Finding, then: Pressed): boolean {
  const isNearer = tier !== null && then.tier !== null && tier < then.tier;
  return since === then.since && severityRank(severity) <= severityRank(then.severity) && !isNearer;
}

/** The policy allows the presser to snooze, and nobody else is asked. */
function excuseOf({ by, until }: Pressed): AppliedWaiver {
  return {
    by: 'snooze',
    until: until as Instant,
    reason: 'Snoozed with a button',
    ticket: null,
    requestedBy: by,
    approvedBy: by,
  };
}
