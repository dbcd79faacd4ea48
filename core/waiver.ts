import type { Baseline } from './baseline.ts';
import { type InventoryItem, type ItemKey, keyOf, type OrgLogin } from './credential.ts';
import type { AppliedWaiver } from './finding.ts';
import { type Instant, secondsBetween } from './instant.ts';

/** Whatever should be excused for longer is asked for again, and approved again. */
export const LONGEST_WAIVER_DAYS = 180;

/** What a waiver excuses: everything that is said must hold of a credential. Null: not said. */
export interface WaiverMatch {
  readonly organisation: OrgLogin;
  readonly credential: ItemKey | null;
  /** A login; the case does not matter. */
  readonly owner: string | null;
  /** Its name without the owner: what reaches this repository and no other. The case does not matter. */
  readonly repository: string | null;
}

/** A dated, approved exception from one rule. */
export interface Waiver {
  readonly rule: string;
  readonly match: WaiverMatch;
  readonly reason: string;
  readonly ticket: string;
  readonly requestedBy: string;
  readonly approvedBy: string;
  /** The last second of the last day on which it excuses. */
  readonly until: Instant;
}

/** What a policy excuses in one organisation. */
interface Excused {
  readonly waivers: readonly Waiver[];
  readonly baseline: Baseline | null;
}

export type Excuse = (rule: string, item: InventoryItem) => AppliedWaiver | null;

/**
 * What excuses a credential from a rule at this moment; of several waivers the one that holds longest, and the
 * baseline where there is none.
 */
export function excusesAt({ waivers, baseline }: Excused, now: Instant): Excuse {
  const inForce = waivers
    .filter(({ until }) => now <= until)
    .toSorted((one, other) => secondsBetween(one.until, other.until));
  const byRule = Map.groupBy(inForce, ({ rule }) => rule);
  const accepts = acceptedAt(baseline, now);
  return (rule, item) => {
    const waiver = byRule.get(rule)?.find(({ match }) => covers(match, item));
    return waiver === undefined ? accepts(rule, item) : applied(waiver);
  };
}

/** What the baseline accepts, found without going through it. */
function acceptedAt(baseline: Baseline | null, now: Instant): Excuse {
  if (baseline === null || baseline.until < now) return () => null;
  const { approvedBy, findings, reason, until } = baseline;
  const keys = new Map(Object.entries(findings).map(([rule, all]) => [rule, new Set(all)]));
  const excuse: AppliedWaiver = {
    by: 'baseline',
    until,
    reason,
    ticket: null,
    requestedBy: null,
    approvedBy,
  };
  return (rule, item) => (keys.get(rule)?.has(keyOf(item)) === true ? excuse : null);
}

/** Whether a waiver of the organisation speaks of this credential. What cannot be known is not covered. */
export function covers({ credential, owner, repository }: WaiverMatch, item: InventoryItem): boolean {
  return (
    (credential === null || credential === keyOf(item)) &&
    (owner === null || sameName(owner, item.owner?.login)) &&
    (repository === null || reachesOnly(item, repository))
  );
}

function applied({ until, reason, ticket, requestedBy, approvedBy }: Waiver): AppliedWaiver {
  return { by: 'waiver', until, reason, ticket, requestedBy, approvedBy };
}

/** What also reaches elsewhere would be excused for more than anybody approved. */
function reachesOnly(item: InventoryItem, repository: string): boolean {
  if (item.kind === 'deploy-key') return sameName(repository, item.repository.name);
  if (!('repositories' in item) || item.repositories === null || item.repositories.length === 0) return false;
  return item.repositories.every(({ name }) => sameName(repository, name));
}

function sameName(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
