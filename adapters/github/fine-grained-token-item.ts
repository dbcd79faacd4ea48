import * as z from 'zod';
import type { FineGrainedToken } from '#core/credential.ts';
import { parseFields } from './field-error.ts';
import type { Interner } from './intern.ts';
import { dateIn, expiry, lastUse } from './open-date.ts';
import { groupedPermissions, SimpleUser } from './shared-fields.ts';

/**
 * The fields we use of one item of `GET /orgs/{org}/personal-access-tokens`.
 * https://docs.github.com/rest/orgs/personal-access-tokens
 */
const FineGrainedTokenItem = z.object({
  id: z.int(),
  token_id: z.int(),
  token_name: z.string().nullish(),
  owner: SimpleUser.nullable(),
  repository_selection: z.string(),
  permissions: z.unknown(),
  access_granted_at: z.string(),
  token_expired: z.boolean(),
  token_expires_at: z.string().nullish(),
  token_last_used_at: z.string().nullish(),
});

/** @throws {FieldError} */
export function fineGrainedToken(raw: unknown, intern: Interner): FineGrainedToken {
  const item = parseFields(FineGrainedTokenItem, raw);
  return {
    kind: 'fine-grained-token',
    id: String(item.token_id),
    name: item.token_name ?? null,
    owner: item.owner && intern.owner(item.owner.id, item.owner.login),
    grantedAt: dateIn('access_granted_at', item.access_granted_at),
    expiresAt: expiry('token_expires_at', item.token_expires_at),
    lastUsedAt: lastUse('token_last_used_at', item.token_last_used_at),
    repositorySelection: intern.text(item.repository_selection),
    permissions: intern.permissions(item.permissions, groupedPermissions),
    repositories: null,
    repositoriesAsOf: null,
    grantId: item.id,
    expired: item.token_expired,
  };
}
