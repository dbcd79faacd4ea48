import type { FineGrainedToken, SsoCredential, TokenReach, TokenRequest } from '../world/entities.ts';
import type { Organisation } from '../world/organisation.ts';
import { withOfficeOffset } from '../world/time.ts';
import { userShape } from './account.ts';

interface Setting {
  readonly url: string;
  readonly organisation: Organisation;
  /** By the world's clock. */
  readonly now: string;
}

/** GitHub's `organization-programmatic-access-grant`. */
export function tokenShape({ url, organisation, now }: Setting, token: FineGrainedToken) {
  const address = `${url}/organizations/${organisation.id}/personal-access-tokens/${token.grantId}`;
  return {
    id: token.grantId,
    owner: userShape(url, token.owner),
    repository_selection: token.repositorySelection,
    repositories_url: `${address}/repositories`,
    permissions: token.permissions,
    access_granted_at: withOfficeOffset(token.grantedAt),
    ...tokenFields(token, now),
  };
}

/** GitHub's `organization-programmatic-access-grant-request`. */
export function tokenRequestShape({ url, organisation, now }: Setting, request: TokenRequest) {
  const address = `${url}/organizations/${organisation.id}/personal-access-token-requests/${request.id}`;
  return {
    id: request.id,
    reason: request.reason,
    owner: userShape(url, request.owner),
    repository_selection: request.repositorySelection,
    repositories_url: `${address}/repositories`,
    permissions: request.permissions,
    created_at: withOfficeOffset(request.createdAt),
    ...tokenFields(request, now),
  };
}

function tokenFields({ tokenId, name, expiresAt, lastUsedAt }: TokenReach, now: string) {
  return {
    token_id: tokenId,
    token_name: name,
    token_expired: expiresAt !== null && expiresAt <= now,
    token_expires_at: expiresAt === null ? null : withOfficeOffset(expiresAt),
    token_last_used_at: lastUsedAt === null ? null : withOfficeOffset(lastUsedAt),
  };
}

/** GitHub's `credential-authorization`: a field that a type does not have is left out, not null. */
export function ssoCredentialShape(credential: SsoCredential) {
  const { tokenLastEight, scopes, fingerprint, title, note, expiresAt } = credential;
  return {
    login: credential.user.login,
    credential_id: credential.credentialId,
    credential_type: credential.type,
    ...(tokenLastEight === null ? {} : { token_last_eight: tokenLastEight }),
    credential_authorized_at: credential.authorizedAt,
    ...(scopes === null ? {} : { scopes }),
    ...(fingerprint === null ? {} : { fingerprint }),
    credential_accessed_at: credential.accessedAt,
    authorized_credential_id: credential.authorizedCredentialId,
    ...(title === null ? {} : { authorized_credential_title: title }),
    ...(note === null ? {} : { authorized_credential_note: note }),
    ...(expiresAt === undefined ? {} : { authorized_credential_expires_at: expiresAt }),
  };
}
