import type { Credential, CredentialKind, Repository } from '../credential.ts';
import { type Instant, parseInstant } from '../instant.ts';

/** The night on which an example is judged, unless it names another. */
export const EXAMPLE_NIGHT = parseInstant('2026-11-22T02:00:00Z');

export const COMPLIANT_REPOSITORY: Repository = {
  id: 1_296_269,
  name: 'hello-world',
  archived: false,
  visibility: 'private',
};

const at = (text: string): Instant => parseInstant(text);

const COMMON = {
  name: 'release notes',
  owner: { id: 583_231, login: 'octocat' },
  grantedAt: at('2026-09-01T09:30:12Z'),
  expiresAt: at('2026-11-29T09:30:12Z'),
  lastUsedAt: at('2026-11-21T17:45:03Z'),
};
const AUTHORISED = { ...COMMON, id: '161195', authorisationId: 161_195, stableId: true };

/** One of each kind that has little to be said against: in use, short-lived, with few rights. */
export const COMPLIANT: { readonly [Kind in CredentialKind]: Extract<Credential, { kind: Kind }> } = {
  'fine-grained-token': {
    ...COMMON,
    kind: 'fine-grained-token',
    id: '101001',
    grantId: 25_381,
    expired: false,
    repositorySelection: 'subset',
    permissions: { repository: { metadata: 'read', contents: 'read' } },
    repositories: [COMPLIANT_REPOSITORY],
    repositoriesAsOf: EXAMPLE_NIGHT,
  },
  'classic-token': { ...AUTHORISED, kind: 'classic-token', scopes: ['read:org'] },
  'ssh-key': {
    ...AUTHORISED,
    kind: 'ssh-key',
    fingerprint: 'SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8',
  },
  'oauth-token': { ...AUTHORISED, kind: 'oauth-token', scopes: ['read:org'] },
  'app-user-token': { ...AUTHORISED, kind: 'app-user-token', scopes: [] },
  unrecognised: { ...AUTHORISED, kind: 'unrecognised', credentialType: 'passkey', scopes: null },
  'app-installation': {
    ...COMMON,
    kind: 'app-installation',
    id: '25381',
    name: 'release-drafter',
    expiresAt: 'never',
    lastUsedAt: 'unknown',
    appId: 2_837,
    appSlug: 'release-drafter',
    repositorySelection: 'selected',
    permissions: { app: { metadata: 'read', contents: 'read' } },
    events: ['push'],
    suspendedAt: null,
  },
  'deploy-key': {
    ...COMMON,
    kind: 'deploy-key',
    id: '1296269:7001',
    expiresAt: 'never',
    repository: COMPLIANT_REPOSITORY,
    readOnly: true,
    verified: true,
    enabled: true,
  },
};
