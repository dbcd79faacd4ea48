import type { OrgLogin } from './credential.ts';
import type { Finding } from './finding.ts';
import { clip, inert } from './inert.ts';
import { OWNER, type Owners, viewOfOwners } from './owner-first.ts';
import { type Route, routeOf } from './route.ts';

/** Open findings that a route leads to their owner, and to whom there is no way. */
export interface Unrouted {
  readonly total: number;
  /** Some of the reasons, inert: `no Slack user known for octocat`. */
  readonly why: readonly string[];
}

const REASONS_NAMED = 5;
const REASON_WIDTH = 100;
const NO_BOT = 'direct messages need a Slack bot';

/** @param owners undefined: nobody can be told by direct message. Null: nothing of the kind. */
export function unroutedAmong(
  findings: readonly Finding[],
  { org, owners, routes }: { org: OrgLogin; owners: Owners | undefined; routes: readonly Route[] },
): Unrouted | null {
  const viewOf = owners === undefined ? () => ({ unreachable: NO_BOT }) : viewOfOwners(findings, owners);
  const reasons = findings
    .filter(({ state }) => state === 'open')
    .filter((finding) => routeOf(routes, org, finding)?.to.includes(OWNER) ?? false)
    .flatMap((finding) => viewOf(finding).unreachable ?? []);
  if (reasons.length === 0) return null;
  const why = [...new Set(reasons)].slice(0, REASONS_NAMED).map((each) => clip(inert(each), REASON_WIDTH));
  return { total: reasons.length, why };
}
