import type { Severity } from '../finding.ts';
import { OTHER_NAMES } from './permission-catalogue.ts';
import { levelRank } from './permission-entry.ts';
import type { Provenance } from './provenance.ts';
import { mayRead, mayWrite, type Right, type Rights } from './right.ts';

/** Of which permission opens what. The paths themselves are our conclusions. */
export const ESCALATION_PROVENANCE: Provenance = {
  checkedOn: '2026-11-22',
  source:
    'https://docs.github.com/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens',
};

/** Rights that together lead further than their names say. */
export interface EscalationPath {
  /** Kebab-case. */
  readonly id: string;
  /** What it comes down to: a clause without full stop. */
  readonly title: string;
  /** All of them; a higher level does as well. */
  readonly needs: Rights;
  readonly severity: Severity;
  /** How it is done, in one or two sentences; "it" is the credential. */
  readonly story: string;
}

/** What a right is called, its key first, where it has more than one name. */
const NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  [...OTHER_NAMES].map(([other, known]) => [known, [known, other]]),
);

/** From grave to less grave. */
export const ESCALATION_PATHS: readonly EscalationPath[] = [
  {
    id: 'code-in-ci',
    title: 'Any code in CI, with the repository’s secrets',
    needs: mayWrite('contents', 'workflows'),
    severity: 'critical',
    story:
      'It can push a workflow of its own. The run is given the repository’s secrets and, where that is set up, signs in to the cloud as the repository.',
  },
  {
    id: 'secrets-handed-over',
    title: 'The organisation’s secrets in another repository',
    needs: mayWrite('organization_secrets'),
    severity: 'critical',
    story:
      'It cannot read a secret, but it can name the repositories that are given it. A workflow in one of them reads it out.',
  },
  {
    id: 'new-owner',
    title: 'A new owner of the organisation',
    needs: mayWrite('members'),
    severity: 'critical',
    story: 'It can invite any account, or raise one that is already a member, to owner.',
  },
  {
    id: 'repository-unguarded',
    title: 'A repository without its guards',
    needs: mayWrite('administration'),
    severity: 'critical',
    story:
      'It can switch off branch protection and rulesets. A deploy key, collaborator or runner it adds stays when the credential is gone.',
  },
  {
    id: 'organization-unguarded',
    title: 'An organisation without its guards',
    needs: mayWrite('organization_administration'),
    severity: 'critical',
    story:
      'It can lift the organisation’s rulesets, allow any action in workflows and change how they sign in to the cloud. It can also delete the organisation.',
  },
  {
    id: 'rogue-runner',
    title: 'A runner that is not the organisation’s',
    needs: mayWrite('organization_self_hosted_runners'),
    severity: 'critical',
    story:
      'It can register a machine of its own as a runner and open it to every repository. The jobs that land there bring their code and secrets along.',
  },
  {
    id: 'role-with-any-right',
    title: 'A role with any right over the organisation',
    needs: mayWrite('organization_custom_org_roles'),
    severity: 'critical',
    story:
      'On Enterprise Cloud it can add any right to a role that its holder already has. With members it can hand the role to anybody else.',
  },
  {
    id: 'ssh-key-that-stays',
    title: 'An SSH key that outlives the token',
    needs: mayWrite('keys'),
    severity: 'critical',
    story:
      'It can add an SSH key to its owner’s account. The key goes on pushing and pulling when the token is revoked.',
  },
  {
    id: 'token-approves-tokens',
    title: 'Approval of any token',
    needs: mayWrite('organization_personal_access_token_requests'),
    severity: 'critical',
    story:
      'It can approve the request of any member’s token, whatever that token asks for, before a person has looked at it.',
  },
  {
    id: 'any-app-anywhere',
    title: 'Any App in any organisation of the enterprise',
    needs: mayWrite('enterprise_organization_installations'),
    severity: 'critical',
    story:
      'It can install an App, and so grant what that App asks for, in every organisation of the enterprise.',
  },
  {
    id: 'wider-apps',
    title: 'Installed Apps in more repositories',
    needs: mayWrite('enterprise_organization_installation_repositories'),
    severity: 'critical',
    story:
      'It can add repositories to an App that is installed already, so that the App’s rights hold there too.',
  },
  {
    id: 'made-up-identity',
    title: 'Accounts and groups as it likes',
    needs: mayWrite('enterprise_scim'),
    severity: 'critical',
    story:
      'It can create an account in the enterprise and put it into the groups that access is given by. It can lock the real people out.',
  },
  {
    id: 'enterprise-role',
    title: 'Any role in the enterprise',
    needs: mayWrite('enterprise_custom_enterprise_roles'),
    severity: 'critical',
    story: 'It can give an account of its choice a role over the whole enterprise.',
  },
  {
    id: 'enterprise-unguarded',
    title: 'An enterprise without its guards',
    needs: mayWrite('enterprise_administration'),
    severity: 'critical',
    story: 'It can change the enterprise’s settings, and with them what its organisations must keep to.',
  },
  {
    id: 'build-with-secrets',
    title: 'Its own code in workflows that people start',
    needs: mayWrite('contents', 'actions'),
    severity: 'high',
    story:
      'It can push a branch and start on it any workflow that may be started by hand. The build scripts of that branch then run with the workflow’s secrets.',
  },
  {
    id: 'swapped-credential-started',
    title: 'A pipeline started with a credential of its own',
    needs: mayWrite('secrets', 'actions'),
    severity: 'high',
    story:
      'It can replace the credential that a workflow uses and start the workflow. What is built or deployed goes to an account of its choice.',
  },
  {
    id: 'swapped-credential-pushed',
    title: 'Its own code, delivered with a credential of its own',
    needs: mayWrite('secrets', 'contents'),
    severity: 'high',
    story:
      'It can replace the credential that a workflow uses and push the code that sets the workflow off. What is delivered, and where to, is then its own choice.',
  },
  {
    id: 'redirected-environment',
    title: 'Production deployed as it likes',
    needs: mayWrite('environments', 'contents'),
    severity: 'high',
    story:
      'It can replace the secrets and variables that an environment deploys with, and push what is deployed next.',
  },
  {
    id: 'redirected-workflows',
    title: 'Workflows of many repositories sent elsewhere',
    needs: mayWrite('organization_actions_variables', 'contents'),
    severity: 'high',
    story:
      'Where workflows take the name of a server from a variable, it can name another server and set them off with a push. They sign in there with their real secrets.',
  },
  {
    id: 'self-approved-deployment',
    title: 'A deployment approved by who wrote it',
    needs: mayWrite('contents', 'deployments'),
    severity: 'high',
    story:
      'It can push code and approve the deployment that waits for a reviewer, wherever the holder is one of the reviewers.',
  },
  {
    id: 'review-dismissed',
    title: 'A change merged against its review',
    needs: mayWrite('contents', 'pull_requests'),
    severity: 'high',
    story:
      'It can dismiss the review that asks for changes, approve what somebody else opened, and merge it.',
  },
  {
    id: 'status-forged',
    title: 'A change merged on a forged status',
    needs: mayWrite('contents', 'statuses'),
    severity: 'high',
    story: 'It can report the required status on its own commit as passed, and merge the commit.',
  },
  {
    id: 'check-forged',
    title: 'A change merged on a forged check',
    needs: mayWrite('contents', 'checks'),
    severity: 'high',
    story: 'It can report a required check on its own commit as passed, and merge the commit.',
  },
  {
    id: 'out-of-the-ruleset',
    title: 'A repository moved out of its ruleset',
    needs: mayWrite('contents', 'repository_custom_properties'),
    severity: 'high',
    story:
      'Where rulesets pick repositories by a property, it can change the property and push what the ruleset forbade.',
  },
  {
    id: 'any-out-of-the-ruleset',
    title: 'Any repository moved out of its ruleset',
    needs: mayWrite('contents', 'organization_custom_properties'),
    severity: 'high',
    story:
      'Where rulesets pick repositories by a property, it can change the property on any of them and push what the ruleset forbade.',
  },
  {
    id: 'dependabot-secrets-sent',
    title: 'The organisation’s Dependabot secrets on another server',
    needs: mayWrite('organization_dependabot_secrets', 'contents'),
    severity: 'high',
    story:
      'It can hand a secret to a repository it pushes to, and name there the registry that Dependabot sends it to.',
  },
  {
    id: 'codespace-secrets-read',
    title: 'The organisation’s codespace secrets, readable',
    needs: mayWrite('organization_codespaces_secrets', 'codespaces'),
    severity: 'high',
    story:
      'It can hand a secret to a repository and start a codespace there, where the secret is a plain variable.',
  },
  {
    id: 'agent-sent-out',
    title: 'The coding agent at work in any repository',
    needs: mayWrite('organization_copilot_agent_settings', 'issues'),
    severity: 'high',
    story:
      'It can let the coding agent into a repository and tell it in an issue what to do there. The agent writes code that the credential itself may not.',
  },
  {
    id: 'wider-repository-role',
    title: 'More rights in every repository',
    needs: mayWrite('organization_custom_roles'),
    severity: 'high',
    story: 'On Enterprise Cloud it can add rights to a repository role that its holder already has.',
  },
  {
    id: 'listening-organization',
    title: 'A listener on the whole organisation',
    needs: mayWrite('organization_hooks'),
    severity: 'high',
    story:
      'It can add a webhook that sends pushes, comments and alerts of every repository to its own server. The webhook goes on when the credential is gone.',
  },
  {
    id: 'leaked-secrets-read',
    title: 'Every leaked secret, in plain text',
    needs: mayRead('secret_scanning_alerts'),
    severity: 'high',
    story:
      'It can list the secrets that were found in code, values included. Those that still work open whatever they were made for.',
  },
  {
    id: 'foreign-dependencies',
    title: 'Dependencies from somebody else’s server',
    needs: mayWrite('organization_private_registries'),
    severity: 'high',
    story: 'It can point security jobs at a registry of its own, which then decides what they download.',
  },
  {
    id: 'into-every-organization',
    title: 'Anybody in any organisation of the enterprise',
    needs: mayWrite('enterprise_teams'),
    severity: 'high',
    story: 'It can put an account into an enterprise team and the team into any organisation.',
  },
  {
    id: 'account-recovered',
    title: 'The account itself',
    needs: mayWrite('emails'),
    severity: 'high',
    story:
      'It can add an email address to its owner’s account, and the account can be recovered through that address.',
  },
];

/**
 * The paths open to a credential that holds these levels by permission key, from grave to less grave. A level that
 * GitHub does not document opens none: `riskOfPermission` says that it is unknown.
 */
export function escalationPathsOf(levels: ReadonlyMap<string, string>): readonly EscalationPath[] {
  return ESCALATION_PATHS.filter(({ needs }) => needs.every((need) => isMet(need, levels)));
}

function isMet({ key, level }: Right, levels: ReadonlyMap<string, string>): boolean {
  const names = NAMES.get(key) ?? [key];
  return names.some((name) => levelRank(levels.get(name) ?? '') >= levelRank(level));
}
