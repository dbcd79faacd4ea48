import type { ListingSource } from '#core/reading.ts';
import type { Stop } from '#scan/ports.ts';
import { type Access, hasPermission } from './access.ts';

/** What we ask GitHub for, and what its refusals mean there. */
export interface Subject {
  /** In the middle of a sentence: `fine-grained tokens`. */
  readonly things: string;
  /** The App permission it needs; `read` is enough everywhere. */
  readonly permission: string;
  /** What a person loses without it. */
  readonly lost: string;
  /** GitHub answers 404 where a thing does not exist here, and where its existence is not ours to know. */
  notFound(access: Access): Stop;
}

const ADMINISTRATION = 'organization_administration';
const TOKENS = 'organization_personal_access_tokens';
const REQUESTS = 'organization_personal_access_token_requests';

export const SUBJECTS: Readonly<Record<ListingSource, Subject>> = {
  'fine-grained-tokens': appOnly({
    things: 'fine-grained tokens',
    permission: TOKENS,
    lost: 'no fine-grained token is seen, so none of their expiries, rights or owners is judged',
  }),
  'token-requests': appOnly({
    things: 'requests for fine-grained tokens',
    permission: REQUESTS,
    lost: 'requests that wait for an approval are not seen',
  }),
  'sso-credentials': {
    things: 'SSO authorisations',
    permission: ADMINISTRATION,
    lost: 'classic tokens, SSH keys and tokens of OAuth and GitHub Apps are not seen',
    notFound: (access) =>
      access.kind === 'app' && !hasPermission(access, ADMINISTRATION)
        ? refusedFor('SSO authorisations', ADMINISTRATION)
        : {
            kind: 'unavailable',
            reason: 'no SAML single sign-on for this organisation, or not on this server',
          },
  },
  'app-installations': plain({
    things: 'App installations',
    permission: ADMINISTRATION,
    lost: 'the GitHub Apps of the organisation and their rights are not seen',
  }),
  'deploy-keys': plain({
    things: 'deploy keys',
    permission: 'administration',
    lost: 'the deploy keys of the repositories are not seen',
  }),
  people: plain({
    things: 'people',
    permission: 'members',
    lost: 'who left, who is an outside collaborator and who has no second factor is not known',
  }),
};

type Description = Omit<Subject, 'notFound'>;

function appOnly(description: Description): Subject {
  const { things, permission } = description;
  return {
    ...description,
    notFound(access) {
      if (access.kind === 'token') return onlyForApps(things);
      if (!hasPermission(access, permission)) return refusedFor(things, permission);
      return { kind: 'unavailable', reason: `this server has no list of ${things}` };
    },
  };
}

function plain(description: Description): Subject {
  const { things, permission } = description;
  return { ...description, notFound: () => refusedFor(things, permission) };
}

/** @see https://docs.github.com/rest/orgs/personal-access-tokens */
export function onlyForApps(things: string): Stop {
  return {
    kind: 'refused',
    reason: `only a GitHub App may list ${things}, and Patrol is signed in with a token: set GITHUB_APP_ID and its private key instead`,
    missingPermission: null,
  };
}

function refusedFor(things: string, permission: string): Stop {
  return {
    kind: 'refused',
    reason: `GitHub does not show ${things} (404, which here means "not yours to see"): grant ${permission}=read`,
    missingPermission: `${permission}=read`,
  };
}
