import type { PermissionTable } from './permission-entry.ts';

/**
 * Permissions that occur in App installations and cannot be given to a fine-grained token. The `enterprise_` ones
 * come from GitHub's data for Enterprise Cloud.
 * https://docs.github.com/rest/authentication/permissions-required-for-github-apps
 */
export const APP_ONLY_PERMISSIONS: PermissionTable = {
  organization_personal_access_tokens: {
    risk: { read: 'high', write: 'critical' },
    reads: 'which fine-grained tokens exist, whose they are and what they may do',
    reason: 'can revoke every fine-grained token of the organisation',
  },
  organization_personal_access_token_requests: {
    risk: { read: 'medium', write: 'critical' },
    reads: 'which fine-grained tokens wait for approval',
    reason: 'can approve any fine-grained token that asks for access',
  },
  checks: {
    risk: { read: 'low', write: 'medium' },
    reads: 'the results of checks',
    reason: 'can report a required check as passed',
  },
  packages: {
    risk: { read: 'medium', write: 'high' },
    reads: 'private packages',
    reason: 'can publish and delete packages that others build on',
  },
  organization_packages: {
    risk: { read: 'medium', write: 'high' },
    reads: 'private packages of the whole organisation',
    reason: 'can publish and delete packages of the whole organisation',
  },
  single_file: {
    risk: { read: 'low', write: 'medium' },
    reads: 'one file by its name',
    reason: 'can change one file by its name in every repository it reaches',
  },
  enterprise_administration: {
    risk: { read: 'high', write: 'critical' },
    reads: 'the settings of the whole enterprise',
    reason: 'can change the settings of the whole enterprise',
  },
  enterprise_organization_installations: {
    risk: { read: 'medium', write: 'critical' },
    reads: 'which Apps are installed in the enterprise’s organisations',
    reason: 'can install Apps in every organisation of the enterprise',
  },
  enterprise_organization_installation_repositories: {
    risk: { read: 'medium', write: 'critical' },
    reads: 'which repositories the installed Apps reach',
    reason: 'can give installed Apps more repositories',
  },
  enterprise_custom_properties_for_organizations: {
    risk: { read: 'low', write: 'high', admin: 'high' },
    reads: 'the properties of every organisation of the enterprise',
    reason: 'can change which of the enterprise’s policies hold for which organisation',
  },
  enterprise_scim: {
    risk: { read: 'medium', write: 'critical' },
    reads: 'the enterprise’s people and groups',
    reason: 'can create and suspend the accounts of the enterprise’s people, and regroup them',
  },
  enterprise_credentials: {
    risk: { read: 'low', write: 'critical' },
    reads: 'the credentials of the whole enterprise',
    reason: 'can revoke or destroy everybody’s credentials in the whole enterprise',
  },
  enterprise_teams: {
    risk: { read: 'low', write: 'high' },
    reads: 'the enterprise’s teams',
    reason: 'can put anybody into an enterprise team, and the team into any organisation',
  },
  enterprise_custom_enterprise_roles: {
    risk: { read: 'low', write: 'critical' },
    reads: 'who has which role in the enterprise',
    reason: 'can hand out roles over the whole enterprise',
  },
  enterprise_custom_properties: {
    risk: { read: 'low', write: 'high' },
    reads: 'which properties repositories of the enterprise have',
    reason: 'can change which repository properties the enterprise’s rulesets go by',
  },
  enterprise_ai_controls: {
    risk: { read: 'low', write: 'high' },
    reads: 'what the enterprise allows Copilot and agents',
    reason: 'can change what the enterprise allows Copilot and agents',
  },
  enterprise_copilot_metrics: {
    risk: { read: 'low' },
    reason: 'can see how much the enterprise uses Copilot',
  },
  enterprise_copilot_usage: {
    risk: { read: 'low' },
    reason: 'can see the enterprise’s records of Copilot use',
  },
  enterprise_licensing: {
    risk: { read: 'low', write: 'medium' },
    reads: 'who takes up a licence of the enterprise',
    reason: 'can change the enterprise’s licences, which cost money',
  },
  enterprise_innersource_vulnerabilities: {
    risk: { read: 'low', write: 'medium' },
    reads: 'the enterprise’s records of vulnerabilities in shared internal code',
    reason: 'can change the enterprise’s records of vulnerabilities in shared internal code',
  },
};
