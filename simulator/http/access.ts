import type { Repository } from '../world/entities.ts';
import type { Organisation } from '../world/organisation.ts';
import type { Caller } from './caller.ts';
import { type Answer, failure, notFound } from './exchange.ts';
import type { PersonalToken } from './personal-tokens.ts';

/** What a route asks of a caller. */
export interface Need {
  /** The App permission, to be had at `read`; null: any credential will do. */
  readonly permission: string | null;
  /** The scope a classic token needs; null: none. */
  readonly scope: string | null;
  /** A person has to own the organisation. */
  readonly ownersOnly?: boolean;
  /** No personal access token will do, whatever its rights. */
  readonly appsOnly?: boolean;
}

/** The header that tells what an App would need. */
export function acceptedPermissions({ permission }: Need): Record<string, string> {
  return permission === null ? {} : { 'x-accepted-github-permissions': `${permission}=read` };
}

/** Why this caller may not have what a route gives about an organisation; undefined when it may. */
export function refusalOf(caller: Caller, need: Need, organisation: Organisation): Answer | undefined {
  switch (caller.kind) {
    case 'anonymous':
      return failure(401, 'Requires authentication');
    case 'app':
      return failure(401, 'Bad credentials');
    case 'installation':
      return mayRead(caller, need.permission, organisation)
        ? undefined
        : failure(403, 'Resource not accessible by integration', acceptedPermissions(need));
    case 'person':
      return refusalOfPerson(caller.token, need, organisation);
    default:
      return caller satisfies never;
  }
}

type InstallationCaller = Extract<Caller, { kind: 'installation' }>;

export function mayRead(
  { organisation: home, installation, grant }: InstallationCaller,
  permission: string | null,
  organisation: Organisation,
): boolean {
  if (organisation !== home) return false;
  if (permission === null) return true;
  const asked = grant.permissions === null || permission in grant.permissions;
  return asked && installation.permissions[permission] !== undefined;
}

/** A repository outside the selection does not exist, as far as an installation can tell. */
export function reaches({ installation, grant }: InstallationCaller, repository: Repository): boolean {
  if (grant.repositories !== null && !grant.repositories.has(repository.id)) return false;
  return (
    installation.repositorySelection === 'all' ||
    installation.repositories.some(({ id }) => id === repository.id)
  );
}

function refusalOfPerson(token: PersonalToken, need: Need, organisation: Organisation): Answer | undefined {
  if (need.appsOnly) return failure(403, 'Resource not accessible by personal access token');
  if (token.kind === 'fine-grained') return refusalOfFineGrained(token, need, organisation);
  const { login, scopes, authorisedFor } = token;
  if (organisation.saml && authorisedFor !== undefined && !authorisedFor.includes(organisation.login)) {
    return notAuthorisedForSso(organisation);
  }
  const member = organisation.member(login);
  const scoped = need.scope === null || hasScope(scopes, need.scope);
  if (member === undefined || !scoped)
    return failure(403, 'Must have admin rights to Organization.', scopeHeaders(token, need));
  if (need.ownersOnly && member.role !== 'admin') return notFound();
  return undefined;
}

function refusalOfFineGrained(
  token: Extract<PersonalToken, { kind: 'fine-grained' }>,
  need: Need,
  organisation: Organisation,
): Answer | undefined {
  const home = token.organisation.toLowerCase() === organisation.login.toLowerCase();
  const permitted = need.permission === null || token.permissions[need.permission] !== undefined;
  if (home && permitted) return undefined;
  return failure(403, 'Resource not accessible by personal access token', acceptedPermissions(need));
}

function notAuthorisedForSso({ login }: Organisation): Answer {
  return failure(
    403,
    'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
    { 'x-github-sso': `required; url=https://github.com/orgs/${login}/sso?authorization_request=` },
  );
}

/** What a wider scope covers, as far as the routes here ask. */
const COVERED_BY: Readonly<Record<string, readonly string[]>> = {
  'read:org': ['read:org', 'write:org', 'admin:org'],
};

function hasScope(scopes: readonly string[], wanted: string): boolean {
  return (COVERED_BY[wanted] ?? [wanted]).some((scope) => scopes.includes(scope));
}

function scopeHeaders(
  token: Extract<PersonalToken, { kind: 'classic' }>,
  { scope }: Need,
): Record<string, string> {
  return { 'x-oauth-scopes': token.scopes.join(', '), 'x-accepted-oauth-scopes': scope ?? '' };
}
