import type { Organisation } from '../world/organisation.ts';
import type { World } from '../world.ts';
import type { Need } from './access.ts';
import { acceptedPermissions, refusalOf } from './access.ts';
import type { Caller } from './caller.ts';
import { type Answer, type Asked, notFound } from './exchange.ts';
import type { InstallationTokens } from './installation-tokens.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Settings } from './settings.ts';

/** What the routes of one running simulator share. */
export interface Site {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly world: World;
  readonly settings: Settings;
  readonly limits: RateLimits;
  readonly installationTokens: InstallationTokens;
}

export interface Visit {
  readonly site: Site;
  readonly asked: Asked;
  readonly caller: Caller;
  /** What a placeholder of the path stands for, decoded; empty when there is none of this name. */
  parameter(name: string): string;
}

export interface Route {
  readonly method: 'DELETE' | 'GET' | 'POST';
  /** As in GitHub's own description: `/orgs/{org}/members`. */
  readonly path: string;
  answer(visit: Visit): Answer | Promise<Answer>;
}

export interface OrganisationVisit extends Visit {
  readonly organisation: Organisation;
}

/** A GET about an organisation, for callers who have what is needed. */
export function organisationRoute(
  path: string,
  need: Need,
  answer: (visit: OrganisationVisit) => Answer,
): Route {
  return {
    method: 'GET',
    path,
    answer(visit) {
      const organisation = organisationNamed(visit.site.world, visit.parameter('org'));
      if (organisation === undefined) return notFound();
      const refusal = refusalOf(visit.caller, need, organisation);
      if (refusal !== undefined) return refusal;
      const given = answer({ ...visit, organisation });
      return { ...given, headers: { ...acceptedPermissions(need), ...given.headers } };
    },
  };
}

export function organisationNamed(world: World, login: string): Organisation | undefined {
  return world.organisations.find((each) => each.login.toLowerCase() === login.toLowerCase());
}

/** The absolute address of a list of an organisation, by number as GitHub has it in its links. */
export function organisationAddress({ site, organisation, asked }: OrganisationVisit): string {
  return `${site.url}${asked.path.replace(/^\/orgs\/[^/]+/, `/organizations/${organisation.id}`)}`;
}

interface Match {
  readonly route: Route;
  parameter(name: string): string;
}

/** Finds the route of a path. A path that is known with another method only is not found, as at GitHub. */
export function routeFinder(
  routes: readonly Route[],
): (asked: Pick<Asked, 'method' | 'path'>) => Match | undefined {
  const compiled = routes.map((route) => {
    const pattern = route.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    return { route, pattern: new RegExp(`^${pattern}$`) };
  });
  return ({ method, path }) => {
    for (const { route, pattern } of compiled) {
      const match = route.method === method ? pattern.exec(path) : null;
      if (match !== null)
        return { route, parameter: (name) => decodeURIComponent(match.groups?.[name] ?? '') };
    }
    return undefined;
  };
}
