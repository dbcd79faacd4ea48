import type { InventoryItem } from '#core/credential.ts';
import { type AlertReason, type Finding, type FindingTransition, isAlertReason } from '#core/finding.ts';
import { secondsBetween } from '#core/instant.ts';
import type { Change, ScanId, ScanRecord } from '#core/scan-record.ts';
import type { AbsenceCause } from './absence-cause.ts';
import { rightsOfChange } from './compared.ts';
import type { RightStep } from './right-steps.ts';

interface Dated {
  /** The scan that found it. */
  readonly at: ScanId;
  /** The scan before: what was found happened after it. Null: there was none. */
  readonly after: ScanId | null;
}

/** Something in the life of one credential, request or person. */
export type TimelineEntry = Dated &
  (
    | { readonly what: 'appeared'; readonly item: InventoryItem }
    | { readonly what: 'changed'; readonly fields: Change['fields']; readonly rights: readonly RightStep[] }
    | { readonly what: 'gone'; readonly item: InventoryItem; readonly cause: AbsenceCause | null }
    | { readonly what: 'finding'; readonly step: FindingTransition['kind']; readonly finding: Finding }
    | { readonly what: 'alert'; readonly reason: AlertReason; readonly finding: Finding }
  );

/** What was found in one scan. */
export type At<Event> = Event & { readonly at: ScanId };

export interface TimelineFacts {
  readonly changes: readonly At<{ readonly change: Change; readonly cause: AbsenceCause | null }>[];
  readonly steps: readonly At<FindingTransition>[];
  readonly records: readonly Pick<ScanRecord, 'id' | 'previous' | 'alerts'>[];
}

/** Everything known of one thing, the oldest first; within a scan the thing itself, then its findings, then alerts. */
export function timelineOf({ changes, records, steps }: TimelineFacts): TimelineEntry[] {
  const before = new Map(records.map(({ id, previous }) => [id, previous]));
  const dated = (at: ScanId): Dated => ({ at, after: before.get(at) ?? null });
  // What is of the same scan stays as it stands here.
  return [
    ...changes.map((each): TimelineEntry => ({ ...dated(each.at), ...ofChange(each.change, each.cause) })),
    ...steps
      .toSorted(byRule)
      .map(
        ({ at, kind, finding }): TimelineEntry => ({ ...dated(at), what: 'finding', step: kind, finding }),
      ),
    ...alertsAbout(steps, records)
      .toSorted(byRule)
      .map((alert): TimelineEntry => ({ ...dated(alert.at), ...alert })),
  ].sort((one, other) => secondsBetween(other.at, one.at));
}

function ofChange(change: Change, cause: AbsenceCause | null) {
  switch (change.change) {
    case 'appeared':
      return { what: 'appeared', item: change.item } as const;
    case 'changed':
      return { what: 'changed', fields: change.fields, rights: rightsOfChange(change) } as const;
    case 'gone':
      return { what: 'gone', item: change.item, cause } as const;
    default:
      return change.change satisfies never;
  }
}

/** What the scans decided to say, once for all channels, with each finding as it was then. */
function alertsAbout(steps: TimelineFacts['steps'], records: TimelineFacts['records']) {
  return records.flatMap(({ alerts, id: at }) =>
    alerts.flatMap(({ finding: id, reason }, index) => {
      const step = steps.findLast(({ at: when, finding }) => finding.id === id && when <= at);
      if (step === undefined || !isAlertReason(reason)) return [];
      const first = alerts.findIndex((each) => each.finding === id && each.reason === reason);
      return first === index ? [{ at, what: 'alert' as const, reason, finding: step.finding }] : [];
    }),
  );
}

interface OfFinding {
  readonly finding: Pick<Finding, 'rule'>;
}

function byRule({ finding: { rule: one } }: OfFinding, { finding: { rule: other } }: OfFinding): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
