import { repositoryShape } from '../answers/repository.ts';
import { tokenRequestShape, tokenShape } from '../answers/token.ts';
import type { Need } from '../http/access.ts';
import { type Answer, notFound } from '../http/exchange.ts';
import { pageOf } from '../http/paging.ts';
import { type OrganisationVisit, organisationAddress, organisationRoute, type Route } from '../http/route.ts';
import type { Repository, TokenReach } from '../world/entities.ts';
import { invalidFilter, tokenFilter } from './token-filter.ts';

const TOKENS: Need = { permission: 'organization_personal_access_tokens', scope: null, appsOnly: true };
const REQUESTS: Need = {
  permission: 'organization_personal_access_token_requests',
  scope: null,
  appsOnly: true,
};

export const tokenRoutes: readonly Route[] = [
  organisationRoute('/orgs/{org}/personal-access-tokens', TOKENS, (visit) =>
    filteredList(visit, visit.organisation.fineGrainedTokens, (token) =>
      tokenShape(
        { url: visit.site.url, organisation: visit.organisation, now: visit.site.world.now() },
        token,
      ),
    ),
  ),
  organisationRoute('/orgs/{org}/personal-access-tokens/{pat_id}/repositories', TOKENS, (visit) =>
    repositoryList(visit, visit.organisation.tokenByGrant(Number(visit.parameter('pat_id')))),
  ),
  organisationRoute('/orgs/{org}/personal-access-token-requests', REQUESTS, (visit) =>
    filteredList(visit, visit.organisation.tokenRequests, (request) =>
      tokenRequestShape(
        { url: visit.site.url, organisation: visit.organisation, now: visit.site.world.now() },
        request,
      ),
    ),
  ),
  organisationRoute(
    '/orgs/{org}/personal-access-token-requests/{pat_request_id}/repositories',
    REQUESTS,
    (visit) =>
      repositoryList(visit, visit.organisation.tokenRequest(Number(visit.parameter('pat_request_id')))),
  ),
];

/** Newest first unless `direction=asc`. */
function filteredList<T extends TokenReach>(
  visit: OrganisationVisit,
  all: readonly T[],
  shape: (item: T) => unknown,
): Answer {
  const { query } = visit.asked;
  const wrong = invalidFilter(query);
  if (wrong !== undefined) return wrong;
  const passes = tokenFilter(query, visit.organisation);
  const { items, headers } = pageOf(passes === undefined ? all : all.filter(passes), visit.asked, {
    address: organisationAddress(visit),
    descending: query.get('direction') !== 'asc',
  });
  return { status: 200, body: items.map(shape), headers };
}

function repositoryList(visit: OrganisationVisit, holder: TokenReach | undefined): Answer {
  if (holder === undefined) return notFound();
  const { organisation, site, asked } = visit;
  const { items, headers } = pageOf(reachOf(holder, organisation.repositories), asked, {
    address: organisationAddress(visit),
  });
  return { status: 200, body: items.map((each) => repositoryShape(site.url, organisation, each)), headers };
}

function reachOf({ repositorySelection, repositories }: TokenReach, all: readonly Repository[]) {
  return repositorySelection === 'all' ? all : repositories;
}
