import type { DeployKey, Repository } from '../world/entities.ts';
import type { Organisation } from '../world/organisation.ts';
import { nodeId, organisationAccountShape } from './account.ts';

interface Made {
  readonly address: string;
  readonly archived: boolean;
  readonly visibility: string;
  readonly shape: ReturnType<typeof minimalRepository>;
}

const cache = new WeakMap<Repository, Made>();

/** GitHub's `minimal-repository`, fifty addresses long: made once, and again when something about it changed. */
export function repositoryShape(url: string, organisation: Organisation, repository: Repository) {
  const { archived, visibility } = repository;
  const address = `${url}/repos/${organisation.login}/${repository.name}`;
  const known = cache.get(repository);
  if (known?.address === address && known.archived === archived && known.visibility === visibility) {
    return known.shape;
  }
  const shape = minimalRepository(address, { url, organisation, repository });
  cache.set(repository, { address, archived, visibility, shape });
  return shape;
}

/** `field` → what follows the repository's address; the templates are GitHub's own. */
const ADDRESSES = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
} as const;

interface Facts {
  readonly url: string;
  readonly organisation: Organisation;
  readonly repository: Repository;
}

function minimalRepository(address: string, { url, organisation, repository }: Facts) {
  const { id, name, archived, visibility, createdAt } = repository;
  const addresses = Object.fromEntries(
    Object.entries(ADDRESSES).map(([field, rest]) => [field, `${address}${rest}`]),
  ) as Record<keyof typeof ADDRESSES, string>;
  return {
    id,
    node_id: nodeId('R', id),
    name,
    full_name: `${organisation.login}/${name}`,
    private: visibility !== 'public',
    owner: organisationAccountShape(url, organisation),
    html_url: `https://github.com/${organisation.login}/${name}`,
    description: null,
    fork: false,
    url: address,
    ...addresses,
    archived,
    disabled: false,
    visibility,
    created_at: createdAt,
    updated_at: createdAt,
    pushed_at: createdAt,
  };
}

/** GitHub's `full-repository`. */
export function fullRepositoryShape(url: string, organisation: Organisation, repository: Repository) {
  const path = `${organisation.login}/${repository.name}`;
  return {
    ...repositoryShape(url, organisation, repository),
    git_url: `git://github.com/${path}.git`,
    ssh_url: `git@github.com:${path}.git`,
    clone_url: `https://github.com/${path}.git`,
    svn_url: `https://github.com/${path}`,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    size: 1_024,
    default_branch: 'main',
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    open_issues: 0,
    open_issues_count: 0,
    network_count: 0,
    subscribers_count: 0,
    has_issues: true,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
  };
}

/** GitHub's `deploy-key`; a server that does not tell the last use leaves the field out. */
export function deployKeyShape(repositoryAddress: string, key: DeployKey) {
  return {
    id: key.id,
    key: key.key,
    url: `${repositoryAddress}/keys/${key.id}`,
    title: key.title,
    verified: key.verified,
    created_at: key.createdAt,
    read_only: key.readOnly,
    added_by: key.addedBy?.login ?? null,
    ...(key.lastUsedAt === undefined ? {} : { last_used: key.lastUsedAt }),
    ...(key.enabled === undefined ? {} : { enabled: key.enabled }),
  };
}
