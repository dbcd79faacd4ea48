import type { Asked, Reply } from './local-github.ts';

export const INSTALLATION_TOKEN = 'ghs_4711_aaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbb.cccccc-ccccccc_cc';

const EVERYTHING = {
  organization_personal_access_tokens: 'read',
  organization_personal_access_token_requests: 'read',
  organization_administration: 'read',
  members: 'read',
  administration: 'read',
  metadata: 'read',
};

export function ownInstallation(overrides: Readonly<Record<string, unknown>> = {}) {
  return {
    id: 99,
    account: { login: 'acme', id: 1 },
    target_type: 'Organization',
    permissions: EVERYTHING,
    repository_selection: 'all',
    suspended_at: null,
    ...overrides,
  };
}

/** What GitHub answers an App that finds its installation on `acme` and signs in there; undefined: not about that. */
export function appRoute(asked: Asked, installation = ownInstallation()): Reply | undefined {
  switch (`${asked.method} ${asked.path}`) {
    case 'GET /app':
      return { json: { id: 4711, slug: 'patrol-watch' } };
    case 'GET /orgs/acme/installation':
      return { json: installation };
    case 'POST /app/installations/99/access_tokens':
      return {
        status: 201,
        json: { token: INSTALLATION_TOKEN, expires_at: new Date(Date.now() + 3_600_000).toISOString() },
      };
    default:
      return undefined;
  }
}
