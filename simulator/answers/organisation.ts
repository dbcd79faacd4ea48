import type { Member } from '../world/entities.ts';
import type { Organisation } from '../world/organisation.ts';
import { nodeId, userShape } from './account.ts';

function organisationSimpleShape(url: string, { id, login }: Organisation) {
  const address = `${url}/orgs/${login}`;
  return {
    login,
    id,
    node_id: nodeId('O', id),
    url: address,
    repos_url: `${address}/repos`,
    events_url: `${address}/events`,
    hooks_url: `${address}/hooks`,
    issues_url: `${address}/issues`,
    members_url: `${address}/members{/member}`,
    public_members_url: `${address}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    description: null,
  };
}

export function organisationFullShape(url: string, organisation: Organisation) {
  const { login, name, createdAt, repositories, members } = organisation;
  const open = repositories.filter(({ visibility }) => visibility === 'public').length;
  return {
    ...organisationSimpleShape(url, organisation),
    name,
    is_verified: true,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: open,
    total_private_repos: repositories.length - open,
    owned_private_repos: repositories.length - open,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `https://github.com/${login}`,
    type: 'Organization',
    two_factor_requirement_enabled: false,
    deploy_keys_enabled_for_repositories: true,
    plan: {
      name: 'enterprise',
      space: 976_562_499,
      private_repos: 999_999,
      filled_seats: members.length,
      seats: 5_000,
    },
    created_at: createdAt,
    updated_at: createdAt,
    archived_at: null,
  };
}

export function membershipShape(url: string, organisation: Organisation, { user, role }: Member) {
  return {
    url: `${url}/orgs/${organisation.login}/memberships/${user.login}`,
    state: 'active',
    role,
    direct_membership: true,
    enterprise_teams_providing_indirect_membership: [],
    organization_url: `${url}/orgs/${organisation.login}`,
    organization: organisationSimpleShape(url, organisation),
    user: userShape(url, user),
  };
}
