import { appShape, installationShape } from '../answers/installation.ts';
import { fullRepositoryShape } from '../answers/repository.ts';
import { notDecoded } from '../http/app-token.ts';
import { suspended } from '../http/caller.ts';
import { type Answer, failure, notFound } from '../http/exchange.ts';
import { pageOf } from '../http/paging.ts';
import { organisationNamed, type Route, type Visit } from '../http/route.ts';
import { serverSeconds } from '../http/settings.ts';
import type { Repository } from '../world/entities.ts';
import type { Organisation } from '../world/organisation.ts';
import { instantAt } from '../world/time.ts';
import { type Narrowing, narrowingOf } from './narrowing.ts';

export const appRoutes: readonly Route[] = [
  appRoute('GET', '/app', ({ site }) => ({ status: 200, body: appShape(site.url, site.world) })),
  appRoute('GET', '/app/installations', ({ site, asked }) => {
    const all = site.world.organisations.flatMap((organisation) =>
      organisation.app === null ? [] : [{ organisation, installation: organisation.app }],
    );
    const { items, headers } = pageOf(all, asked, { address: `${site.url}/app/installations` });
    const body = items.map(({ organisation, installation }) =>
      installationShape(site.url, organisation, installation),
    );
    return { status: 200, body, headers };
  }),
  appRoute('GET', '/orgs/{org}/installation', ({ site, parameter }) => {
    const organisation = organisationNamed(site.world, parameter('org'));
    if (organisation === undefined || organisation.app === null) return notFound();
    return { status: 200, body: installationShape(site.url, organisation, organisation.app) };
  }),
  appRoute('POST', '/app/installations/{installation_id}/access_tokens', (visit) => {
    const { site, parameter } = visit;
    const organisation = site.world.organisations.find(
      ({ app }) => `${app?.id}` === parameter('installation_id'),
    );
    return organisation === undefined ? notFound() : issueToken(visit, organisation);
  }),
  {
    method: 'DELETE',
    path: '/installation/token',
    answer({ site, caller }) {
      if (caller.kind === 'anonymous') return failure(401, 'Requires authentication');
      if (caller.kind !== 'installation')
        return failure(403, 'Resource not accessible by personal access token');
      site.installationTokens.revoke(caller.token);
      return { status: 204 };
    },
  },
];

/** Only for the App itself, which proves who it is with a JSON web token. */
function appRoute(method: Route['method'], path: string, answer: (visit: Visit) => Answer): Route {
  return { method, path, answer: (visit) => (visit.caller.kind === 'app' ? answer(visit) : notDecoded()) };
}

function issueToken({ site, asked }: Visit, organisation: Organisation): Answer {
  const installation = organisation.app;
  if (installation === null) return notFound();
  if (installation.suspended) return suspended();
  const narrowing = narrowingOf(asked.body, organisation, installation);
  if ('refusal' in narrowing) return narrowing.refusal;
  const { permissions, repositories } = narrowing;
  const expiresAt = serverSeconds(site.settings) + site.settings.installationTokenLifetimeSeconds;
  const token = site.installationTokens.issue(site.world.app.id, {
    installationId: installation.id,
    organisation: organisation.login,
    permissions,
    repositories: repositories === null ? null : new Set(repositories.map(({ id }) => id)),
    expiresAt,
  });
  const body = {
    token,
    expires_at: instantAt(expiresAt),
    permissions: permissions ?? installation.permissions,
    repository_selection: repositories === null ? installation.repositorySelection : 'selected',
    ...chosen(site.url, organisation, { permissions, repositories }),
  };
  return { status: 201, body };
}

/** Here the first version of the API still has a field that its `full-repository` has lost. */
function chosen(url: string, organisation: Organisation, { repositories }: Narrowing): object {
  if (repositories === null) return {};
  const shape = (each: Repository) => ({
    ...fullRepositoryShape(url, organisation, each),
    has_downloads: true,
  });
  return { repositories: repositories.map(shape) };
}
