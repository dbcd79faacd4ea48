import * as z from 'zod';
import type { DeployKey, Repository } from '#core/credential.ts';
import { parseFields } from './field-error.ts';
import type { Interner } from './intern.ts';
import { dateIn, lastUse } from './open-date.ts';

/**
 * The fields we use of one item of `GET /repos/{owner}/{repo}/keys`; the key itself is not among them.
 * https://docs.github.com/rest/deploy-keys/deploy-keys
 */
const DeployKeyItem = z.object({
  id: z.int(),
  title: z.string().nullish(),
  created_at: z.string(),
  read_only: z.boolean(),
  verified: z.boolean(),
  added_by: z.string().nullish(),
  last_used: z.string().nullish(),
  enabled: z.boolean().nullish(),
});

/** @throws {FieldError} */
export function deployKey(raw: unknown, repository: Repository, intern: Interner): DeployKey {
  const item = parseFields(DeployKeyItem, raw);
  return {
    kind: 'deploy-key',
    id: `${repository.id}:${item.id}`,
    name: item.title ?? null,
    owner: item.added_by ? intern.owner(null, item.added_by) : null,
    grantedAt: dateIn('created_at', item.created_at),
    expiresAt: 'never',
    lastUsedAt: lastUse('last_used', item.last_used),
    repository,
    readOnly: item.read_only,
    verified: item.verified,
    enabled: item.enabled ?? null,
  };
}
