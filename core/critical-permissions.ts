/**
 * Permissions whose write level lets the holder take over what guards the organisation, with the way it is done.
 * From GitHub's permission tables of 2026-08-22; the rating is ours. Fine-grained tokens and App installations
 * share these keys; the `enterprise_` and `personal_access_token` ones occur in installations only.
 * https://docs.github.com/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
 */
export const CRITICAL_WRITE_PERMISSIONS: ReadonlyMap<string, string> = new Map([
  ['administration', 'it can switch off branch protection and add deploy keys, collaborators and runners'],
  ['workflows', 'with contents it puts any code into CI, which runs with the repository’s secrets'],
  ['organization_administration', 'it can change or delete the organisation itself'],
  ['organization_custom_org_roles', 'it can make a role with any right and hand it out'],
  ['members', 'it can make an owner'],
  ['organization_secrets', 'it can hand existing secrets to a repository the holder controls'],
  ['organization_self_hosted_runners', 'it can add a runner that receives jobs, code and secrets'],
  ['organization_credentials', 'it can revoke everybody’s credentials'],
  ['keys', 'it can add SSH keys that outlive it'],
  ['organization_personal_access_tokens', 'it can revoke every fine-grained token'],
  ['organization_personal_access_token_requests', 'it can approve any fine-grained token'],
  ['enterprise_administration', 'it can change the settings of the whole enterprise'],
  ['enterprise_organization_installations', 'it can install Apps in every organisation'],
  ['enterprise_organization_installation_repositories', 'it can widen installed Apps'],
  ['enterprise_scim', 'it can create and suspend identities'],
  ['enterprise_credentials', 'it can revoke or destroy everybody’s credentials'],
  ['enterprise_custom_enterprise_roles', 'it can assign enterprise roles'],
]);
