import { mayRead, type Need, reaches, refusalOf } from '../http/access.ts';
import type { Caller } from '../http/caller.ts';
import { organisationNamed, type Visit } from '../http/route.ts';
import type { Member, Repository } from '../world/entities.ts';
import type { Organisation } from '../world/organisation.ts';
import { instantAt } from '../world/time.ts';
import { connectionOf, type Place, type Window } from './connection.ts';
import { identityProvider } from './identity-provider.ts';
import { problem } from './problem.ts';

const MEMBERS: Need = { permission: 'members', scope: 'read:org' };
const DEPLOY_KEYS: Need = { permission: 'administration', scope: 'repo' };

interface RepositoryWindow extends Window {
  readonly orderBy?: { readonly field: string; readonly direction: string } | null;
}

/** What `graphql` starts from: each field a value, or a function of the field's arguments. */
export function rootOf(visit: Visit) {
  const { site, caller } = visit;
  return {
    organization({ login }: { login: string }) {
      const organisation = organisationNamed(site.world, login);
      if (organisation === undefined) {
        throw problem('NOT_FOUND', `Could not resolve to an Organization with the login of '${login}'.`);
      }
      return organisationNode(visit, organisation);
    },
    rateLimit() {
      const { limit, used, reset } = site.limits.budget(caller, 'graphql');
      // This very query is counted when it has been answered.
      const spent = used + 1;
      return {
        cost: 1,
        limit,
        used: spent,
        remaining: Math.max(limit - spent, 0),
        resetAt: instantAt(reset),
      };
    },
  };
}

function organisationNode(visit: Visit, organisation: Organisation) {
  const { caller, site } = visit;
  const { id: databaseId, login, name, members } = organisation;
  return {
    databaseId,
    login,
    name,
    repositories(window: RepositoryWindow) {
      const all = organisation.repositories.filter((repository) =>
        isVisible(caller, organisation, repository),
      );
      return connectionOf(
        {
          name: 'repositories',
          all,
          place: placing(window.orderBy?.field ?? ''),
          node: (repository) => repositoryNode(caller, organisation, repository),
          descending: window.orderBy?.direction === 'DESC',
        },
        window,
      );
    },
    samlIdentityProvider: () => identityProvider(visit, organisation),
    membersWithRole(window: Window) {
      requireNeed(caller, MEMBERS, organisation);
      const known = site.settings.twoFactorVisible && maySeeTwoFactor(caller, organisation);
      return connectionOf<Member, object>(
        {
          name: 'membersWithRole',
          all: members,
          place: ({ user }) => ({ value: '', id: user.id }),
          node: ({ user: { id, login, name } }) => ({ databaseId: id, login, name }),
          edge: ({ role, twoFactor }) => ({
            role: role.toUpperCase(),
            hasTwoFactorEnabled: known ? twoFactor : null,
          }),
        },
        window,
      );
    },
  };
}

function repositoryNode(caller: Caller, organisation: Organisation, repository: Repository) {
  const { id, name, archived, visibility, createdAt, deployKeys } = repository;
  return {
    databaseId: id,
    name,
    nameWithOwner: `${organisation.login}/${name}`,
    isArchived: archived,
    visibility: visibility.toUpperCase(),
    createdAt,
    deployKeys(window: Window) {
      requireNeed(caller, DEPLOY_KEYS, organisation);
      return connectionOf(
        {
          name: 'deployKeys',
          all: deployKeys,
          place: (key) => ({ value: '', id: key.id }),
          node: (key) => ({ ...key, enabled: key.enabled ?? true }),
        },
        window,
      );
    },
  };
}

/** By the field of `orderBy`; by number where none is asked for, or where all are equal here. */
function placing(field: string): (repository: Repository) => Place {
  switch (field) {
    case 'NAME':
      return ({ id, name }) => ({ value: name.toLowerCase(), id });
    case 'CREATED_AT':
    case 'PUSHED_AT':
    case 'UPDATED_AT':
      return ({ id, createdAt }) => ({ value: createdAt, id });
    default:
      return ({ id }) => ({ value: '', id });
  }
}

function isVisible(caller: Caller, organisation: Organisation, repository: Repository): boolean {
  if (repository.visibility === 'public') return true;
  if (caller.kind === 'installation') {
    return mayRead(caller, 'metadata', organisation) && reaches(caller, repository);
  }
  return refusalOf(caller, { permission: 'metadata', scope: 'repo' }, organisation) === undefined;
}

function maySeeTwoFactor(caller: Caller, organisation: Organisation): boolean {
  return caller.kind !== 'person' || organisation.member(caller.token.login)?.role === 'admin';
}

function requireNeed(caller: Caller, need: Need, organisation: Organisation): void {
  if (refusalOf(caller, need, organisation) === undefined) return;
  const who = caller.kind === 'person' ? 'personal access token' : 'integration';
  throw problem('FORBIDDEN', `Resource not accessible by ${who}`);
}
