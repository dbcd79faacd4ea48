import type { ItemKind, OrgLogin } from './credential.ts';
import { type Finding, type Severity, severityRank } from './finding.ts';
import type { Quiet } from './quiet.ts';

/** Which findings go where, and how. What a list does not name is not in it; null: whatever it is. */
export interface Route {
  readonly name: string;
  /** Channels: `sns`, `terminal`. */
  readonly to: readonly string[];
  /** At or above. */
  readonly severity: Severity;
  readonly rules: readonly string[] | null;
  readonly organisations: readonly string[] | null;
  readonly kinds: readonly ItemKind[] | null;
  /** Logins. */
  readonly owners: readonly string[] | null;
  /** Whether what stays open is said again from time to time. */
  readonly reminders: boolean;
  readonly quiet: Quiet | null;
}

/** What holds without routes: everything, everywhere. */
export const EVERYTHING: Route = {
  name: 'everything',
  to: [],
  severity: 'low',
  rules: null,
  organisations: null,
  kinds: null,
  owners: null,
  reminders: true,
  quiet: null,
};

/** The first route that takes the finding; null: none does. */
export function routeOf(routes: readonly Route[], org: OrgLogin, finding: Finding): Route | null {
  return routes.find((route) => takes(route, org, finding)) ?? null;
}

/** Whether a route is about an organisation as a whole, or some of it. */
export function concerns({ organisations }: Route, org: OrgLogin): boolean {
  return hasLogin(organisations, org);
}

function takes(route: Route, org: OrgLogin, { credential, rule, severity }: Finding): boolean {
  return (
    severityRank(severity) >= severityRank(route.severity) &&
    (route.rules?.includes(rule) ?? true) &&
    (route.kinds?.includes(credential.kind) ?? true) &&
    concerns(route, org) &&
    hasLogin(route.owners, credential.owner)
  );
}

/** GitHub's logins ignore case, and so does the file. */
function hasLogin(logins: readonly string[] | null, login: string | null): boolean {
  if (logins === null) return true;
  return login !== null && logins.some((each) => each.toLowerCase() === login.toLowerCase());
}
