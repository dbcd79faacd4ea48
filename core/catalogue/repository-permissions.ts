import type { PermissionTable } from './permission-entry.ts';

/** What a credential may do in the repositories it reaches. */
export const REPOSITORY_PERMISSIONS: PermissionTable = {
  actions: {
    risk: { read: 'medium', write: 'high' },
    reads: 'workflow runs, their logs and what they built',
    reason: 'can start, approve and cancel workflow runs, and delete their logs',
  },
  administration: {
    risk: { read: 'medium', write: 'critical' },
    reads: 'how the repository is guarded and who has access',
    reason: 'can switch off branch protection and add deploy keys, collaborators and runners',
  },
  agent_secrets: {
    risk: { read: 'low', write: 'high' },
    reads: 'the names of the secrets that coding agents are given',
    reason: 'can replace the secrets that coding agents are given',
  },
  agent_variables: {
    risk: { read: 'low', write: 'medium' },
    reads: 'the variables that coding agents work with',
    reason: 'can change the variables that coding agents work with',
  },
  artifact_metadata: {
    risk: { read: 'low', write: 'low' },
    reads: 'where artifacts are stored and deployed',
    reason: 'can record where artifacts are stored and deployed',
  },
  attestations: {
    risk: { read: 'low', write: 'medium' },
    reads: 'the proofs of where builds came from',
    reason: 'can forge or remove the proof of where a build came from',
  },
  code_quality: {
    risk: { read: 'low', write: 'low' },
    reads: 'code quality findings',
    reason: 'can work with code quality findings, and nothing else',
  },
  security_events: {
    risk: { read: 'medium', write: 'medium' },
    reads: 'the flaws that code scanning found, fixed or not',
    reason: 'can read and hide the flaws that code scanning found',
  },
  codespaces: {
    risk: { read: 'low', write: 'high' },
    reads: 'which codespaces exist',
    reason: 'can start a codespace, which runs code with a token and secrets of its own',
  },
  codespaces_lifecycle_admin: {
    risk: { read: 'low', write: 'low' },
    reads: 'which codespaces run, and on what machine',
    reason: 'can start and stop codespaces and change their machine',
  },
  codespaces_metadata: {
    risk: { read: 'low' },
    reason: 'can see how codespaces of the repository are set up',
  },
  codespaces_secrets: {
    risk: { write: 'high' },
    reason: 'can plant secrets in the codespaces that people work in',
  },
  copilot_agent_settings: {
    risk: { read: 'low' },
    reason: 'can see how the coding agent is set up in the repository',
  },
  statuses: {
    risk: { read: 'low', write: 'medium' },
    reads: 'the statuses of commits',
    reason: 'can report a required status check as passed',
  },
  contents: {
    risk: { read: 'medium', write: 'high' },
    reads: 'the source code and its history',
    reason: 'can push code, merge pull requests and publish releases',
  },
  repository_custom_properties: {
    risk: { read: 'low', write: 'medium' },
    reads: 'the properties of the repository',
    reason: 'can change the repository’s properties, and so take it out of rulesets that go by them',
  },
  vulnerability_alerts: {
    risk: { read: 'medium', write: 'medium' },
    reads: 'which dependencies can be attacked',
    reason: 'can read and hide alerts about dependencies that can be attacked',
  },
  dependabot_secrets: {
    risk: { read: 'low', write: 'high' },
    reads: 'the names of the secrets Dependabot works with',
    reason: 'can replace the secrets Dependabot works with',
  },
  deployments: {
    risk: { read: 'low', write: 'medium' },
    reads: 'what was deployed, where and when',
    reason: 'can start or approve deployments, and report ones that never happened',
  },
  discussions: {
    risk: { read: 'low', write: 'low' },
    reads: 'discussions',
    reason: 'can write, change and delete discussions',
  },
  environments: {
    risk: { read: 'low', write: 'high' },
    reads: 'the environments and the names of their secrets',
    reason: 'can replace the secrets and variables of environments, production among them',
  },
  issues: {
    risk: { read: 'low', write: 'low' },
    reads: 'issues and their comments',
    reason: 'can write, label and close issues, also those that an agent acts on',
  },
  merge_queues: {
    risk: { read: 'low', write: 'medium' },
    reads: 'what waits to be merged',
    reason: 'can reorder what waits to be merged, or push it through',
  },
  metadata: {
    risk: { read: 'low' },
    reason: 'can list the repositories it reaches and see what they are called',
  },
  pages: {
    risk: { read: 'low', write: 'medium' },
    reads: 'how the site is published',
    reason: 'can publish another site under the organisation’s address, or take the site down',
  },
  pull_requests: {
    risk: { read: 'low', write: 'medium' },
    reads: 'pull requests and their reviews',
    reason: 'can approve pull requests and dismiss reviews that stand in the way',
  },
  repository_advisories: {
    risk: { read: 'high', write: 'medium' },
    reads: 'vulnerabilities that are not public yet',
    reason: 'can read and publish vulnerabilities that are not public yet',
  },
  secret_scanning_alerts: {
    risk: { read: 'high', write: 'high' },
    reads: 'leaked secrets in plain text',
    reason: 'can read leaked secrets in plain text and mark the leaks as settled',
  },
  secrets: {
    risk: { read: 'low', write: 'high' },
    reads: 'the names of the secrets that workflows use',
    reason: 'can replace the secrets that workflows use, though not read them',
  },
  actions_variables: {
    risk: { read: 'low', write: 'medium' },
    reads: 'the variables that workflows go by',
    reason: 'can change the variables that workflows go by, so that they act elsewhere',
  },
  repository_hooks: {
    risk: { read: 'low', write: 'high' },
    reads: 'the webhooks and where they send to',
    reason: 'can send what happens in the repository to another server, or silence a webhook',
  },
  workflows: {
    risk: { write: 'critical' },
    reason: 'can run any code in CI with the repository’s secrets, given contents as well',
  },
  agent_tasks: {
    risk: { read: 'low', write: 'medium' },
    reads: 'the tasks that the coding agent was given',
    reason: 'can give the coding agent work in the repository',
    verified: false,
  },
  secret_scanning_bypass_requests: {
    risk: { read: 'low', write: 'high' },
    reads: 'who asked to push a secret that was blocked',
    reason: 'can let a secret that was blocked into the code',
    verified: false,
  },
  repo_secret_scanning_dismissal_requests: {
    risk: { read: 'low', write: 'medium' },
    reads: 'who asked to dismiss a leaked secret',
    reason: 'can agree to dismiss a secret that leaked in the repository',
    verified: false,
  },
  license_compliance_alerts: {
    risk: { read: 'low', write: 'low' },
    reads: 'alerts about licences',
    reason: 'can dismiss alerts about licences',
    verified: false,
  },
};
