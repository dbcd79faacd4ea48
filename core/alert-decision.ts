import type { OrgLogin } from './credential.ts';
import type { AlertReason, Finding, Said, Severity, SilenceReason } from './finding.ts';
import { severityRank } from './finding.ts';
import { type Instant, plusDays, secondsBetween } from './instant.ts';
import { isQuiet } from './quiet.ts';
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
}

/** Days after which what is still open is said again. */
const REMINDER_DAYS = { critical: 1, high: 3, medium: 7, low: 7 } as const satisfies Record<Severity, number>;
/** A scan that comes a little early is the next night's all the same. */
const EARLY_SECONDS = 3_600;

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
  if (said === null) return unlessQuiet('first-seen', route, input);
  const raised = raisedSince(said, input.finding);
  if (raised !== null) return unlessQuiet(raised, route, input);
  if (!isReminderDue(said, route, input)) return silent('already-said', said.at);
  const { acknowledged } = input.finding;
  if (acknowledged !== null) return silent('acknowledged-by', acknowledged.by);
  return input.seenWhole ? unlessQuiet('reminder-due', route, input) : silent('scan-incomplete', null);
}

function unlessQuiet(reason: AlertReason, route: Route, { finding, now }: DecisionInput): Decision {
  const isLeftAlone = finding.severity !== 'critical' && route.quiet !== null && isQuiet(route.quiet, now);
  return isLeftAlone ? silent('quiet-hours', route.name) : { speak: true, reason };
}

/** Its end is said where the finding was said, and only when it could be seen. */
function decideEnd({ finding, now, seenWhole }: DecisionInput, said: Said | null): Decision {
  if (said === null) return silent('never-said', null);
  if (finding.resolvedAt === null || said.at >= finding.resolvedAt) return silent('already-said', said.at);
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
