import { randomUUID } from 'node:crypto';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { checkedFetch, NetworkError, NotGitHubError, type Traffic } from './checked-fetch.ts';
import { gate } from './gate.ts';
import { isCertificateCode } from './network-failure.ts';
import type { Pace } from './pace.ts';
import { isSignIn, requestedUrl } from './sign-in.ts';

/** Pinned: a newer version may drop fields. https://docs.github.com/rest/about-the-rest-api/api-versions */
const API_VERSION = '2022-11-28';

/** GitHub allows 100 at once for everything this credential does; ten leave room for others. */
const REQUESTS_AT_ONCE = 10;

/** Answers that a second try does not change. The plugin would send a spent rate limit (429) again at once. */
const DO_NOT_RETRY = [304, 400, 401, 403, 404, 410, 422, 429, 451];

export interface OctokitSettings {
  readonly apiUrl: string;
  readonly userAgent: string;
  readonly retryBaseMilliseconds: number;
  readonly timeoutMilliseconds: number;
  readonly pace: Pace;
  readonly traffic: Traffic;
  readonly log: (message: string) => void;
  /** What Octokit calls `authStrategy` and `auth`; nothing: unauthenticated. */
  readonly authentication: { readonly authStrategy?: unknown; readonly auth?: unknown };
}

const PatrolOctokit = Octokit.plugin(throttling, retryOnlyWhatMayHelp, retry);

/** An Octokit that shares no state with another one, never sleeps over a rate limit and never writes to the console. */
export function createOctokit(settings: OctokitSettings): Octokit {
  const log = { debug: ignore, info: ignore, warn: settings.log, error: ignore };
  const octokit = new PatrolOctokit({
    ...settings.authentication,
    baseUrl: settings.apiUrl,
    userAgent: settings.userAgent,
    log,
    request: { fetch: checkedFetch(settings), log },
    retry: { doNotRetry: DO_NOT_RETRY, retryAfterBaseValue: settings.retryBaseMilliseconds },
    throttle: ownThrottle(),
  });
  octokit.hook.before('request', (options) => {
    options.headers.accept = 'application/vnd.github+json';
    options.headers['x-github-api-version'] = API_VERSION;
  });
  return octokit;
}

/**
 * The plugin's own groups are shared by every client in the process and let one GraphQL query a second through.
 * How often is the business of `pace.ts`; here it is only how many at once. Signing in has a gate of its own, since
 * the request that needs it is inside the other one already.
 */
function ownThrottle() {
  const comeBackLater = () => false;
  return {
    id: randomUUID(),
    global: gate(REQUESTS_AT_ONCE),
    auth: gate(1),
    write: gate(REQUESTS_AT_ONCE),
    search: gate(REQUESTS_AT_ONCE),
    notifications: gate(REQUESTS_AT_ONCE),
    /** It would try a limited request again if `comeBackLater` said so, which it never does. */
    retryLimiter: {
      on: () => undefined,
      schedule: (work: (...inputs: never[]) => unknown, ...inputs: never[]) => work(...inputs),
    },
    onRateLimit: comeBackLater,
    onSecondaryRateLimit: comeBackLater,
  };
}

/**
 * Stands between the two plugins and marks errors that `plugin-retry` must let pass: a request the caller gave up,
 * an answer that was not GitHub's, a certificate that will not get better; and a failed sign-in inside another
 * request, which has had its own retries and would be multiplied by the outer ones.
 */
function retryOnlyWhatMayHelp(octokit: Pick<Octokit, 'hook'>) {
  octokit.hook.error('request', (error, options) => {
    if (!mayHelp(error, options) && 'request' in error) {
      // The plugin tries again only where it finds the options of the request in here.
      Object.assign(error, { request: { ...error.request, request: undefined } });
    }
    throw error;
  });
  return {};
}

function mayHelp(
  error: Error,
  options: { readonly url: string; readonly request?: { readonly signal?: AbortSignal | undefined } },
): boolean {
  if (options.request?.signal?.aborted === true) return false;
  if (error.cause instanceof NotGitHubError) return false;
  if (error.cause instanceof NetworkError && isCertificateCode(error.cause.code)) return false;
  return isSignIn(options.url) || !isSignIn(requestedUrl(error));
}

function ignore(): void {
  // Octokit reports each request here; the progress of a scan says it better.
}
