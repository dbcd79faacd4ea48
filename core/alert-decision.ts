import type { OrgLogin } from './credential.ts';
import type { AlertReason, Finding, Said, SilenceReason } from './finding.ts';
import { severityRank } from './finding.ts';
import { type Instant, plusDays, secondsBetween } from './instant.ts';
import { leftToOwner, OWNER, type OwnerView, tooEarly } from './owner-first.ts';
import { isQuiet } from './quiet.ts';
import { EARLY_SECONDS, REMINDER_DAYS } from './reminders.ts';
import { type Route, routeOf } from './route.ts';

/** Whether to speak of a finding in a channel tonight, and why, or why not. */
export type Decision =
  | { readonly speak: true; readonly reason: AlertReason }
  | { readonly speak: false; readonly reason: SilenceReason; readonly detail: string | null };

/** Everything the decision is made from. */
export interface DecisionInput {
  readonly org: OrgLogin;
  readonly finding: Finding;
  /** What the channel was last told of it, in whichever of its lives; null: nothing. */
  readonly said: Said | null;
  /** The routes that lead to the channel. */
  readonly routes: readonly Route[];
  /** The scan. */
  readonly now: Instant;
  /** The rule of another open finding that makes this one pointless; null: none. */
  readonly inhibitedBy: string | null;
  /** Whether the list that the credential is in was read whole tonight. */
  readonly seenWhole: boolean;
  /** What is known of its owner; absent: nobody is told by direct message. */
  readonly owner?: OwnerView;
  /** Whether the channel is the owner. */
  readonly toOwner?: boolean;
}

/** A rule or policy that changed closes its findings without looking at the credential. */
const UNSEEN_CAUSES: ReadonlySet<Finding['cause']> = new Set(['rule changed', 'policy changed']);

/** In the order in which a person would ask: is it excused, is it over, is it ours, is it news, is it the time? */
export function decide(input: DecisionInput): Decision {
  const said = saidInThisLife(input);
  switch (input.finding.state) {
    case 'waived':
      return silent('waived-until', input.finding.waiver?.until ?? null);
    case 'resolved':
      return decideEnd(input, said);
    case 'open':
      return input.inhibitedBy === null ? decideOpen(input, said) : silent('inhibited-by', input.inhibitedBy);
    default:
      return input.finding.state satisfies never;
  }
}

function decideOpen(input: DecisionInput, said: Said | null): Decision {
  const route = routeOf(input.routes, input.org, input.finding);
  if (route === null) return said === null ? silent('below-route', null) : silent('already-said', said.at);
  const waits = waitsForOwner(said, route, input);
  if (waits !== null) return waits;
  if (said === null) return unlessQuiet('first-seen', route, input);
  const raised = raisedSince(said, input.finding);
  if (raised !== null) return unlessQuiet(raised, route, input);
  if (!isReminderDue(said, route, input)) return silent('already-said', said.at);
  const { acknowledged } = input.finding;
  if (acknowledged !== null) return silent('acknowledged-by', acknowledged.by);
  return input.seenWhole ? unlessQuiet('reminder-due', route, input) : silent('scan-incomplete', null);
}

/** Where the route puts the owner first, it is the owner's for a while; and the owner hears only what can be told. */
function waitsForOwner(said: Said | null, route: Route, input: DecisionInput): Decision | null {
  const { finding, now, owner } = input;
  const unreachable = noWayToOwner(input);
  if (unreachable !== null) return unreachable;
  if (owner === undefined || said !== null) return null;
  if (input.toOwner === true) return unlessNull('too-early', tooEarly(finding));
  return route.to.includes(OWNER) ? unlessNull('left-to-owner', leftToOwner(finding, owner, now)) : null;
}

function noWayToOwner({ owner, toOwner = false }: DecisionInput): Decision | null {
  return unlessNull('owner-unreachable', toOwner ? (owner?.unreachable ?? null) : null);
}

function unlessNull(reason: SilenceReason, detail: string | null): Decision | null {
  return detail === null ? null : silent(reason, detail);
}

function unlessQuiet(reason: AlertReason, route: Route, { finding, now }: DecisionInput): Decision {
  const isLeftAlone = finding.severity !== 'critical' && route.quiet !== null && isQuiet(route.quiet, now);
  return isLeftAlone ? silent('quiet-hours', route.name) : { speak: true, reason };
}

/** Its end is said where the finding was said, and only when it could be seen. */
function decideEnd(input: DecisionInput, said: Said | null): Decision {
  const { finding, now, seenWhole } = input;
  if (said === null) return silent('never-said', null);
  if (finding.resolvedAt === null || said.at >= finding.resolvedAt) return silent('already-said', said.at);
  const unreachable = noWayToOwner(input);
  if (unreachable !== null) return unreachable;
  const isUnseen = finding.resolvedAt === now && !seenWhole && !UNSEEN_CAUSES.has(finding.cause);
  return isUnseen ? silent('scan-incomplete', null) : { speak: true, reason: 'resolved' };
}

function saidInThisLife({ finding, said }: DecisionInput): Said | null {
  return said !== null && said.at >= finding.since ? said : null;
}

function raisedSince(said: Said, { severity, tier }: Finding): AlertReason | null {
  if (tier !== null && said.tier !== null && tier < said.tier) return 'tier-raised';
  return severityRank(severity) > severityRank(said.severity) ? 'severity-raised' : null;
}

function isReminderDue(said: Said, route: Route, { finding, now }: DecisionInput): boolean {
  const due = plusDays(said.at, REMINDER_DAYS[finding.severity]);
  return route.reminders && secondsBetween(now, due) <= EARLY_SECONDS;
}

function silent(reason: SilenceReason, detail: string | null): Decision {
  return { speak: false, reason, detail };
}
