import { type Need, refusalOf } from '../http/access.ts';
import type { Visit } from '../http/route.ts';
import type { ExternalIdentity } from '../world/entities.ts';
import type { Organisation } from '../world/organisation.ts';
import { connectionOf, type Window } from './connection.ts';
import { problem } from './problem.ts';

const MEMBERS: Need = { permission: 'members', scope: 'read:org' };

interface IdentityWindow extends Window {
  readonly login?: string | null;
}

/** Who is who at the organisation's identity provider, for owners and Apps that may read members; null: there is none. */
export function identityProvider({ caller }: Visit, organisation: Organisation) {
  const isOwner = caller.kind !== 'person' || organisation.member(caller.token.login)?.role === 'admin';
  if (!isOwner || refusalOf(caller, MEMBERS, organisation) !== undefined) {
    const who = caller.kind === 'person' ? 'personal access token' : 'integration';
    throw problem('FORBIDDEN', `Resource not accessible by ${who}`);
  }
  if (!organisation.saml) return null;
  return {
    externalIdentities: ({ login = null, ...window }: IdentityWindow) =>
      connectionOf(
        {
          name: 'externalIdentities',
          all: organisation.identities.filter(
            ({ user }) => login === null || user?.login.toLowerCase() === login.toLowerCase(),
          ),
          place: ({ number }) => ({ value: '', id: number }),
          node: identityNode,
        },
        window,
      ),
  };
}

function identityNode({ emails, nameId, number, user, username }: ExternalIdentity) {
  return {
    guid: `identity-${number}`,
    samlIdentity: { nameId, username, emails },
    user: user === null ? null : { databaseId: user.id, login: user.login, name: user.name },
  };
}
