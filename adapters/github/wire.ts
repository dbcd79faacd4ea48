import { createAppAuth } from '@octokit/auth-app';
import type { Traffic } from './checked-fetch.ts';
import { createClient, type GitHubClient } from './client.ts';
import type { GitHubSettings } from './github-settings.ts';
import { createOctokit } from './octokit.ts';
import { DEFAULT_REQUESTS_PER_SECOND, pace } from './pace.ts';

const REQUEST_TIMEOUT_MILLISECONDS = 30_000;
const RETRY_BASE_MILLISECONDS = 1_000;

/** Makes clients that share one pace, since GitHub counts what one credential asks. Each counts its own traffic. */
export interface Wire {
  /** As the token. */
  asToken(): GitHubClient;
  /** As the App itself, which may ask about its installations and nothing else. */
  asApp(): GitHubClient;
  asInstallation(id: number): GitHubClient;
  /** As nobody: for what everybody may know. */
  asNobody(): GitHubClient;
}

export function wire(settings: GitHubSettings): Wire {
  const { apiUrl, credential, log = ignore, now = () => new Date() } = settings;
  const ownPace = pace(settings.requestsPerSecond ?? DEFAULT_REQUESTS_PER_SECOND);
  const client = (authentication: { authStrategy?: unknown; auth?: unknown }): GitHubClient => {
    const traffic: Traffic = { requests: 0, notModified: 0 };
    const octokit = createOctokit({
      apiUrl,
      userAgent: settings.userAgent ?? 'patrol',
      retryBaseMilliseconds: settings.retryBaseMilliseconds ?? RETRY_BASE_MILLISECONDS,
      timeoutMilliseconds: settings.timeoutMilliseconds ?? REQUEST_TIMEOUT_MILLISECONDS,
      pace: ownPace,
      traffic,
      log,
      authentication,
    });
    return createClient(octokit, { apiUrl, traffic, now });
  };
  const app = (more: { installationId?: number }) => {
    if (credential.kind !== 'app') throw new TypeError('These settings are of a token, not of an App.');
    const { appId } = credential;
    const key =
      'createJwt' in credential
        ? { createJwt: credential.createJwt }
        : { privateKey: credential.privateKey.reveal() };
    const auth = { appId, ...key, ...more };
    return client({ authStrategy: createAppAuth, auth });
  };
  return {
    asToken() {
      if (credential.kind !== 'token') throw new TypeError('These settings are of an App, not of a token.');
      return client({ auth: credential.token.reveal() });
    },
    asApp: () => app({}),
    asInstallation: (id) => app({ installationId: id }),
    asNobody: () => client({}),
  };
}

function ignore(): void {
  // Nobody asked to be warned.
}
