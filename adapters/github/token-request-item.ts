import * as z from 'zod';
import type { TokenRequest } from '#core/credential.ts';
import { parseFields } from './field-error.ts';
import type { Interner } from './intern.ts';
import { dateIn, expiry, lastUse } from './open-date.ts';
import { groupedPermissions, SimpleUser } from './shared-fields.ts';

/**
 * The fields we use of one item of `GET /orgs/{org}/personal-access-token-requests`.
 * https://docs.github.com/rest/orgs/personal-access-tokens
 */
const TokenRequestItem = z.object({
  id: z.int(),
  token_id: z.int(),
  token_name: z.string().nullish(),
  reason: z.string().nullish(),
  owner: SimpleUser.nullable(),
  repository_selection: z.string(),
  permissions: z.unknown(),
  created_at: z.string(),
  token_expired: z.boolean(),
  token_expires_at: z.string().nullish(),
  token_last_used_at: z.string().nullish(),
});

/** @throws {FieldError} */
export function tokenRequest(raw: unknown, intern: Interner): TokenRequest {
  const item = parseFields(TokenRequestItem, raw);
  return {
    kind: 'token-request',
    id: String(item.id),
    name: item.token_name ?? null,
    owner: item.owner && intern.owner(item.owner.id, item.owner.login),
    tokenId: String(item.token_id),
    reason: item.reason ?? null,
    requestedAt: dateIn('created_at', item.created_at),
    expiresAt: expiry('token_expires_at', item.token_expires_at),
    lastUsedAt: lastUse('token_last_used_at', item.token_last_used_at),
    expired: item.token_expired,
    repositorySelection: intern.text(item.repository_selection),
    permissions: intern.permissions(item.permissions, groupedPermissions),
    repositories: null,
    repositoriesAsOf: null,
  };
}
