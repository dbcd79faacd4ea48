import type { Installation } from '../world/entities.ts';
import type { Organisation } from '../world/organisation.ts';
import type { World } from '../world.ts';
import { nodeId, organisationAccountShape, userShape } from './account.ts';

export function installationShape(url: string, organisation: Organisation, installation: Installation) {
  const { id, appId, appSlug, suspendedAt } = installation;
  const owner = organisation.members.find(({ role }) => role === 'admin');
  return {
    id,
    account: organisationAccountShape(url, organisation),
    repository_selection: installation.repositorySelection,
    access_tokens_url: `${url}/app/installations/${id}/access_tokens`,
    repositories_url: `${url}/installation/repositories`,
    html_url: `https://github.com/organizations/${organisation.login}/settings/installations/${id}`,
    app_id: appId,
    client_id: installation.clientId,
    target_id: organisation.id,
    target_type: 'Organization',
    permissions: installation.permissions,
    events: installation.events,
    created_at: installation.createdAt,
    updated_at: installation.updatedAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    app_slug: appSlug,
    suspended_by: suspendedAt === null || owner === undefined ? null : userShape(url, owner.user),
    suspended_at: suspendedAt,
  };
}

/** GitHub's `integration`: the App that asks, about itself. */
export function appShape(url: string, { app, organisations, startsAt }: World) {
  const owner = organisations[0];
  const installed = organisations.flatMap((each) => (each.app === null ? [] : [each.app]));
  return {
    id: app.id,
    slug: app.slug,
    client_id: app.clientId,
    node_id: nodeId('A', app.id),
    owner: owner === undefined ? null : organisationAccountShape(url, owner),
    name: app.slug,
    description: '',
    external_url: 'https://example.com',
    html_url: `https://github.com/apps/${app.slug}`,
    created_at: startsAt,
    updated_at: startsAt,
    permissions: Object.assign({}, ...installed.map(({ permissions }) => permissions)),
    events: [],
    installations_count: installed.length,
  };
}
