import { deployKeyShape, fullRepositoryShape } from '../answers/repository.ts';
import { acceptedPermissions, type Need, reaches, refusalOf } from '../http/access.ts';
import type { Caller } from '../http/caller.ts';
import { type Answer, failure, notFound } from '../http/exchange.ts';
import { pageOf } from '../http/paging.ts';
import { organisationNamed, type Route, type Visit } from '../http/route.ts';
import type { Repository } from '../world/entities.ts';
import type { Organisation } from '../world/organisation.ts';

const METADATA: Need = { permission: 'metadata', scope: 'repo' };
const ADMINISTRATION: Need = { permission: 'administration', scope: 'repo' };

interface RepositoryVisit extends Visit {
  readonly organisation: Organisation;
  readonly repository: Repository;
}

export const repositoryRoutes: readonly Route[] = [
  repositoryRoute('/repos/{owner}/{repo}', METADATA, ({ site, organisation, repository }) => ({
    status: 200,
    body: fullRepositoryShape(site.url, organisation, repository),
  })),
  repositoryRoute(
    '/repos/{owner}/{repo}/keys',
    ADMINISTRATION,
    ({ site, asked, organisation, repository }) => {
      const address = `${site.url}/repositories/${repository.id}/keys`;
      const { items, headers } = pageOf(repository.deployKeys, asked, { address });
      const own = `${site.url}/repos/${organisation.login}/${repository.name}`;
      return { status: 200, body: items.map((key) => deployKeyShape(own, key)), headers };
    },
  ),
  repositoryRoute('/repos/{owner}/{repo}/keys/{key_id}', ADMINISTRATION, (visit) => {
    const { site, organisation, repository, parameter } = visit;
    const key = repository.deployKeys.find(({ id }) => `${id}` === parameter('key_id'));
    if (key === undefined) return notFound();
    return {
      status: 200,
      body: deployKeyShape(`${site.url}/repos/${organisation.login}/${repository.name}`, key),
    };
  }),
];

function repositoryRoute(path: string, need: Need, answer: (visit: RepositoryVisit) => Answer): Route {
  return {
    method: 'GET',
    path,
    answer(visit) {
      const { site, parameter, caller } = visit;
      const organisation = organisationNamed(site.world, parameter('owner'));
      const name = parameter('repo');
      const repository = organisation?.repository(name);
      if (organisation === undefined) return notFound();
      if (repository === undefined) return movedOrGone(visit, organisation.formerlyNamed(name));
      const refusal = refusalOfRepository(caller, need, { organisation, repository });
      if (refusal !== undefined) return refusal;
      const given = answer({ ...visit, organisation, repository });
      return { ...given, headers: { ...acceptedPermissions(need), ...given.headers } };
    },
  };
}

/** What one may not know of does not exist: 404 where it is private, 403 only for what is known anyway. */
function refusalOfRepository(
  caller: Caller,
  need: Need,
  { organisation, repository }: { organisation: Organisation; repository: Repository },
): Answer | undefined {
  const open = repository.visibility === 'public';
  if (open && need === METADATA && caller.kind !== 'app') return undefined;
  if (!open && isHiddenFrom(caller, organisation, repository)) return notFound();
  return refusalOf(caller, need, organisation);
}

function isHiddenFrom(caller: Caller, organisation: Organisation, repository: Repository): boolean {
  if (caller.kind === 'anonymous') return true;
  return (
    caller.kind === 'installation' && (caller.organisation !== organisation || !reaches(caller, repository))
  );
}

/** A renamed repository answers at its old name with a redirect to its number. */
function movedOrGone({ site, asked }: Visit, repository: Repository | undefined): Answer {
  if (repository === undefined) return notFound();
  const rest = asked.path.split('/').slice(4).join('/');
  const url = `${site.url}/repositories/${repository.id}${rest === '' ? '' : `/${rest}`}`;
  const search = asked.query.size === 0 ? '' : `?${asked.query}`;
  const { body } = failure(301, 'Moved Permanently');
  return { status: 301, body: { ...Object(body), url }, headers: { location: `${url}${search}` } };
}
