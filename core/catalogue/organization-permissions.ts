import type { PermissionTable } from './permission-entry.ts';

/** What a credential may do to the organisation itself, whatever repositories it reaches. */
export const ORGANIZATION_PERMISSIONS: PermissionTable = {
  organization_api_insights: {
    risk: { read: 'low' },
    reason: 'can see who uses the API, how much and for what',
  },
  organization_administration: {
    risk: { read: 'high', write: 'critical' },
    reads: 'the organisation’s settings and installed Apps and, on Enterprise Cloud, its audit log',
    reason: 'can change the organisation’s settings and rules, or delete the organisation',
  },
  organization_agent_secrets: {
    risk: { read: 'low', write: 'high' },
    reads: 'the names of the organisation’s secrets for coding agents',
    reason: 'can hand the organisation’s agent secrets to agents in other repositories',
  },
  organization_agent_variables: {
    risk: { read: 'low', write: 'medium' },
    reads: 'the organisation’s variables for coding agents',
    reason: 'can change variables that coding agents of many repositories work with',
  },
  organization_user_blocking: {
    risk: { read: 'low', write: 'low' },
    reads: 'whom the organisation blocks',
    reason: 'can block and unblock people for the organisation',
  },
  organization_campaigns: {
    risk: { read: 'low', write: 'low' },
    reads: 'security campaigns',
    reason: 'can open and close security campaigns',
  },
  organization_copilot_spaces: {
    risk: { read: 'low', write: 'medium' },
    reads: 'the organisation’s Copilot Spaces',
    reason: 'can change Copilot Spaces and share them with more people',
  },
  organization_copilot_agent_settings: {
    risk: { read: 'low', write: 'medium' },
    reads: 'where the coding agent may work',
    reason: 'can let the coding agent into any repository',
  },
  org_copilot_content_exclusion: {
    risk: { read: 'low', write: 'medium' },
    reads: 'which files are kept from Copilot',
    reason: 'can show Copilot files that were kept from it',
  },
  organization_custom_org_roles: {
    risk: { read: 'low', write: 'critical' },
    reads: 'the organisation’s own roles',
    reason: 'can put any right over the organisation into a role that somebody holds',
  },
  organization_custom_roles: {
    risk: { read: 'low', write: 'high' },
    reads: 'the organisation’s own repository roles',
    reason: 'can put more rights into a repository role that somebody holds',
  },
  organization_custom_properties: {
    risk: { read: 'low', write: 'medium', admin: 'high' },
    reads: 'the properties of the organisation’s repositories',
    reason: 'can change properties of any repository, and so take it out of rulesets that go by them',
  },
  custom_properties_for_organizations: {
    risk: { read: 'low', write: 'medium' },
    reads: 'the properties by which the enterprise sorts its organisations',
    reason: 'can change the properties by which the enterprise’s policies find this organisation',
  },
  organization_events: {
    risk: { read: 'low' },
    reason: 'can follow what happens in the organisation',
  },
  organization_copilot_seat_management: {
    risk: { read: 'low', write: 'medium' },
    reads: 'who has a Copilot seat',
    reason: 'can give out and take away Copilot seats, which cost money',
  },
  organization_copilot_metrics: {
    risk: { read: 'low' },
    reason: 'can see how much the organisation uses Copilot',
  },
  organization_runner_custom_images: {
    risk: { read: 'low', write: 'medium' },
    reads: 'the images that hosted runners start from',
    reason: 'can delete the images that hosted runners start from',
  },
  issue_fields: {
    risk: { read: 'low', write: 'low' },
    reads: 'which fields issues have',
    reason: 'can change which fields issues have',
  },
  issue_types: {
    risk: { read: 'low', write: 'low' },
    reads: 'which types of issue there are',
    reason: 'can change which types of issue there are',
  },
  organization_knowledge_bases: {
    risk: { read: 'low', write: 'low' },
    reads: 'the organisation’s knowledge bases',
    reason: 'can change the organisation’s knowledge bases',
  },
  members: {
    risk: { read: 'low', write: 'critical' },
    reads: 'members, teams and invitations',
    reason: 'can make anybody an owner, and remove members',
  },
  organization_models: {
    risk: { read: 'low' },
    reason: 'can do nothing in the organisation since GitHub Models was retired in July 2026',
  },
  organization_network_configurations: {
    risk: { read: 'low', write: 'high' },
    reads: 'which private networks hosted runners join',
    reason: 'can place hosted runners inside private networks',
  },
  organization_announcement_banners: {
    risk: { read: 'low', write: 'low' },
    reads: 'the organisation’s banner',
    reason: 'can show everybody in the organisation a banner with any text',
  },
  organization_codespaces: {
    risk: { read: 'low', write: 'medium' },
    reads: 'which codespaces members have',
    reason: 'can stop and delete members’ codespaces',
  },
  organization_codespaces_secrets: {
    risk: { read: 'low', write: 'high' },
    reads: 'the names of the organisation’s secrets for codespaces',
    reason: 'can hand the organisation’s codespace secrets to codespaces of other repositories',
  },
  organization_codespaces_settings: {
    risk: { read: 'low', write: 'medium' },
    reads: 'who may use codespaces',
    reason: 'can decide who may use codespaces at the organisation’s cost',
  },
  organization_dependabot_secrets: {
    risk: { read: 'low', write: 'high' },
    reads: 'the names of the organisation’s secrets for Dependabot',
    reason: 'can hand the organisation’s Dependabot secrets to other repositories',
  },
  organization_code_scanning_dismissal_requests: {
    risk: { read: 'low', write: 'medium' },
    reads: 'who asked to dismiss a flaw that code scanning found',
    reason: 'can agree to dismiss a flaw that code scanning found',
  },
  organization_dependabot_dismissal_requests: {
    risk: { read: 'low', write: 'medium' },
    reads: 'who asked to dismiss an alert about a dependency',
    reason: 'can agree to dismiss an alert about a dependency',
    verified: false,
  },
  organization_secret_scanning_bypass_requests: {
    risk: { read: 'low', write: 'high' },
    reads: 'who asked to push a blocked secret to any repository',
    reason: 'can let blocked secrets into the code of any repository',
    verified: false,
  },
  secret_scanning_dismissal_requests: {
    risk: { read: 'low', write: 'medium' },
    reads: 'who asked to dismiss a leaked secret in any repository',
    reason: 'can agree to dismiss leaked secrets of any repository',
    verified: false,
  },
  organization_private_registries: {
    risk: { read: 'low', write: 'high' },
    reads: 'which private registries security jobs use',
    reason: 'can make security jobs fetch dependencies from another server',
  },
  organization_plan: {
    risk: { read: 'low' },
    reason: 'can see which plan the organisation pays for',
  },
  organization_projects: {
    risk: { read: 'low', write: 'low', admin: 'medium' },
    reads: 'the organisation’s project boards',
    reason: 'can change the organisation’s project boards',
  },
  organization_secrets: {
    risk: { read: 'low', write: 'critical' },
    reads: 'the names of the organisation’s secrets',
    reason: 'can hand secrets that exist already to a repository the holder controls',
  },
  organization_self_hosted_runners: {
    risk: { read: 'low', write: 'critical' },
    reads: 'the organisation’s runners and their groups',
    reason: 'can add a runner that is given jobs, code and secrets',
  },
  team_discussions: {
    risk: { read: 'low', write: 'low' },
    reads: 'old team discussions',
    reason: 'can write in old team discussions',
  },
  organization_actions_variables: {
    risk: { read: 'low', write: 'medium' },
    reads: 'the organisation’s variables for workflows',
    reason: 'can change variables that workflows of many repositories go by',
  },
  organization_hooks: {
    risk: { read: 'medium', write: 'high' },
    reads: 'the organisation’s webhooks and where they send to',
    reason: 'can send what happens in the whole organisation to another server',
  },
  organization_credentials: {
    risk: { read: 'low', write: 'critical' },
    reads: 'who authorised which credential',
    reason: 'can take everybody’s access away at once',
    verified: false,
  },
  organization_innersource_vulnerabilities: {
    risk: { read: 'low', write: 'medium' },
    reads: 'the organisation’s records of vulnerabilities in shared internal code',
    reason: 'can change the organisation’s records of vulnerabilities in shared internal code',
    verified: false,
  },
};
