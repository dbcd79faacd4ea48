import type { Credential, TokenRequest } from './credential.ts';

const NOUNS = {
  'fine-grained-token': 'fine-grained token',
  'classic-token': 'classic token',
  'ssh-key': 'SSH key',
  'oauth-token': 'OAuth token',
  'app-user-token': 'App user token',
  'app-installation': 'App installation',
  'deploy-key': 'deploy key',
  unrecognised: 'credential of an unrecognised type',
  'token-request': 'request for the fine-grained token',
} as const satisfies Record<(Credential | TokenRequest)['kind'], string>;

/** How its owner recognises it: `fine-grained token "ci deploy" of octocat`. Contains foreign words: show it inert. */
export function describeCredential(credential: Credential | TokenRequest): string {
  const name = credential.name === null ? '' : ` "${credential.name}"`;
  const owner = credential.owner === null ? '' : ` of ${credential.owner.login}`;
  if (credential.kind === 'app-installation') return `installation of the App ${credential.appSlug}`;
  if (credential.kind === 'deploy-key')
    return `deploy key${name} of repository ${credential.repository.name}`;
  return `${NOUNS[credential.kind]}${name}${owner}`;
}
