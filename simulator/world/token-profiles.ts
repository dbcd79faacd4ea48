import type { TokenPermissions } from './entities.ts';

type Weighted<T> = readonly (readonly [weight: number, value: T])[];

const METADATA = { metadata: 'read' };

/** What people ask for, roughly as often as they do: mostly reading, some of it dangerous. */
export const PERMISSION_PROFILES: Weighted<TokenPermissions> = [
  [30, { repository: { ...METADATA, contents: 'read' } }],
  [14, { repository: { ...METADATA, contents: 'read', pull_requests: 'read', issues: 'read' } }],
  [12, { repository: { ...METADATA, contents: 'write', pull_requests: 'write' } }],
  [8, { repository: { ...METADATA, issues: 'write', pull_requests: 'write' } }],
  [7, { repository: { ...METADATA, actions: 'read', statuses: 'write' } }],
  [6, { repository: { ...METADATA }, organization: { members: 'read' } }],
  [5, { repository: { ...METADATA, contents: 'write', deployments: 'write', environments: 'write' } }],
  [4, { repository: { ...METADATA, vulnerability_alerts: 'read', security_events: 'read' } }],
  [3, { repository: { ...METADATA, contents: 'write', workflows: 'write' } }],
  [3, { repository: { ...METADATA, secrets: 'write', actions_variables: 'write' } }],
  [2, { repository: { ...METADATA, administration: 'write' } }],
  [2, { repository: { ...METADATA, repository_hooks: 'write' } }],
  [1.5, { repository: { ...METADATA }, organization: { organization_secrets: 'write' } }],
  [1, { repository: { ...METADATA }, organization: { members: 'write' } }],
  [1, { organization: { organization_projects: 'admin', members: 'read' } }],
  [0.5, { organization: { organization_administration: 'write' } }],
];

/** Keys and groups that no catalogue has yet: GitHub adds such without a new API version. */
export const UNHEARD_OF_PERMISSIONS: readonly TokenPermissions[] = [
  { repository: { ...METADATA, contents: 'read', build_attestors: 'write' } },
  { repository: { ...METADATA, agent_memories: 'read' } },
  { organization: { organization_agent_fleets: 'admin' } },
  { repository: { ...METADATA }, other: { ai_controls: 'read' } },
];

/** What tokens gain when their owner asks for more. */
export const WIDENINGS: readonly TokenPermissions[] = [
  { repository: { contents: 'write' } },
  { repository: { pull_requests: 'write' } },
  { repository: { workflows: 'write', contents: 'write' } },
  { repository: { administration: 'write' } },
  { organization: { organization_secrets: 'write' } },
];

export const CLASSIC_SCOPES: Weighted<readonly string[]> = [
  [22, ['repo']],
  [14, ['repo', 'workflow']],
  [12, ['repo', 'read:org']],
  [10, ['read:packages']],
  [8, ['repo', 'write:packages']],
  [7, ['read:org']],
  [6, ['public_repo']],
  [4, ['admin:org', 'repo', 'workflow']],
  [3, ['admin:repo_hook', 'repo']],
  [3, ['read:audit_log']],
  [2, ['delete_repo', 'repo']],
  [2, ['admin:enterprise']],
  [2, ['notifications']],
  [1, ['gist', 'user']],
  [2, []],
];

export const APP_PERMISSION_PROFILES: Weighted<Record<string, string>> = [
  [8, { ...METADATA, contents: 'read', statuses: 'write' }],
  [6, { ...METADATA, issues: 'write', pull_requests: 'write' }],
  [4, { ...METADATA, contents: 'write', pull_requests: 'write', workflows: 'write' }],
  [3, { ...METADATA, checks: 'write', contents: 'read' }],
  [2, { ...METADATA, members: 'read', organization_hooks: 'write' }],
  [1, { ...METADATA, administration: 'write', organization_secrets: 'write' }],
];
