import * as z from 'zod';
import type { AppInstallation, Permissions } from '#core/credential.ts';
import { parseFields } from './field-error.ts';
import type { Interner } from './intern.ts';
import { dateIn } from './open-date.ts';
import { Levels } from './shared-fields.ts';

/**
 * The fields we use of one item of `GET /orgs/{org}/installations`.
 * https://docs.github.com/rest/orgs/orgs#list-app-installations-for-an-organization
 */
const AppInstallationItem = z.object({
  id: z.int(),
  app_id: z.int(),
  app_slug: z.string(),
  repository_selection: z.string(),
  permissions: z.unknown(),
  events: z.array(z.string()),
  created_at: z.string(),
  suspended_at: z.string().nullish(),
});

const AppPermissions = z.object({ permissions: Levels });

/** Who installed it and when it was last used are not in the list. @throws {FieldError} */
export function appInstallation(raw: unknown, intern: Interner): AppInstallation {
  const item = parseFields(AppInstallationItem, raw);
  return {
    kind: 'app-installation',
    id: String(item.id),
    name: item.app_slug,
    owner: intern.owner(item.app_id, item.app_slug),
    grantedAt: dateIn('created_at', item.created_at),
    expiresAt: 'never',
    lastUsedAt: 'unknown',
    appId: item.app_id,
    appSlug: item.app_slug,
    repositorySelection: intern.text(item.repository_selection),
    permissions: intern.permissions(item.permissions, oneGroup),
    events: item.events,
    suspendedAt: item.suspended_at ? dateIn('suspended_at', item.suspended_at) : null,
  };
}

/** An App's permissions come in one list, not in groups as a token's do. @throws {FieldError} */
function oneGroup(permissions: unknown): Permissions {
  return { app: parseFields(AppPermissions, { permissions }).permissions };
}
