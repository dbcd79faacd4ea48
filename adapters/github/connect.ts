import type { OrgLogin } from '#core/credential.ts';
import type { GitHub, Identities } from '#scan/ports.ts';
import type { Access } from './access.ts';
import { appInstallations } from './app-installations.ts';
import type { GitHubClient } from './client.ts';
import { deployKeys } from './deploy-keys.ts';
import { type Examination, examine } from './examine.ts';
import { findAccess } from './find-access.ts';
import { fineGrainedTokens } from './fine-grained-tokens.ts';
import type { GitHubSettings } from './github-settings.ts';
import { installedOrganisations } from './installed-organisations.ts';
import type { Asking } from './list-source.ts';
import { people } from './people.ts';
import { samlIdentities } from './saml-identities.ts';
import { ssoCredentials } from './sso-credentials.ts';
import { tokenRepositories } from './token-repositories.ts';
import { tokenRequests } from './token-requests.ts';
import { type Wire, wire } from './wire.ts';

/** GitHub as one credential reaches it, before an organisation is chosen. */
export interface GitHubConnection {
  /** One organisation, as the App's installation on it or as the token. @throws {ConnectionError} */
  organisation(org: OrgLogin, signal?: AbortSignal): Promise<GitHub>;
  /** What we may do there: small JSON, for a run that goes on in another process. @throws {ConnectionError} */
  access(org: OrgLogin, signal?: AbortSignal): Promise<Access>;
  /** One organisation as `access` reaches it; asks nothing yet. */
  as(access: Access): GitHub;
  /** Who people there are at their identity provider; asks nothing yet. */
  identities(access: Access): Identities;
  /** The organisations the App is installed on, sorted; `suspended` are those that are not read. @throws {ConnectionError} */
  installedOrganisations(
    signal?: AbortSignal,
  ): Promise<{ readonly organisations: readonly OrgLogin[]; readonly suspended: readonly OrgLogin[] }>;
  /** Who we are there and what we may see, by one cheap request a source. @throws {ConnectionError} */
  examine(org: OrgLogin, signal?: AbortSignal): Promise<Examination>;
}

/** Nothing is sent before one of the methods is called. */
export function connectGitHub(settings: GitHubSettings): GitHubConnection {
  const ways = wire(settings);
  const never = () => new AbortController().signal;
  return {
    async organisation(org, signal = never()) {
      return githubOf(await findAccess(ways, settings, org, signal));
    },
    access: async (org, signal = never()) => (await findAccess(ways, settings, org, signal)).access,
    as: (access) => githubOf({ client: clientFor(ways, access), access }),
    identities: (access) => samlIdentities({ client: clientFor(ways, access), access }),
    installedOrganisations: (signal = never()) => installedOrganisations(ways, settings, signal),
    examine: (org, signal = never()) => examine(ways, settings, org, signal),
  };
}

function clientFor(ways: Wire, access: Access): GitHubClient {
  return access.kind === 'app' ? ways.asInstallation(access.installationId) : ways.asToken();
}

function githubOf(asking: Asking): GitHub {
  return {
    sources: [
      fineGrainedTokens(asking),
      tokenRequests(asking),
      ssoCredentials(asking),
      appInstallations(asking),
      deployKeys(asking),
      people(asking),
    ],
    repositories: tokenRepositories(asking),
    usage: () => asking.client.usage(),
  };
}
