import type { Octokit } from '@octokit/rest';
import type { Usage } from '#core/scan-record.ts';
import { graphqlUrl } from './api-url.ts';
import type { Traffic } from './checked-fetch.ts';
import { rateLimitOf } from './rate-limit.ts';
import { type TextHeaders, textHeaders } from './text-headers.ts';
import { type Trouble, troubleOf } from './trouble.ts';

/** GitHub's answer, its JSON not yet looked at. */
export interface Answer {
  readonly kind: 'answer';
  readonly data: unknown;
  readonly headers: TextHeaders;
  /** 304: as it was when it had the ETag we named; no data. */
  readonly notModified: boolean;
}

interface GetRequest {
  /** From `path`, so that every value in it is encoded. */
  readonly path: string;
  /** Names may repeat (`token_id[]`), which Octokit's own parameters cannot. */
  readonly query?: readonly [string, string][];
  readonly ifNoneMatch?: string | null;
  readonly signal: AbortSignal;
}

/** Requests as one identity. Trouble is a value; only the caller's own abort is thrown. */
export interface GitHubClient {
  readonly host: string;
  get(request: GetRequest): Promise<Answer | Trouble>;
  /** The answer's data is the whole `{ data, errors }`. */
  graphql(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<Answer | Trouble>;
  usage(): Usage;
}

/** A path with every value in it encoded: what GitHub once gave as a name cannot lead elsewhere. */
export function path(texts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: texts }, ...values.map((value) => encodeURIComponent(value)));
}

export function createClient(
  octokit: Octokit,
  settings: { readonly apiUrl: string; readonly traffic: Traffic; readonly now: () => Date },
): GitHubClient {
  const { host } = new URL(settings.apiUrl);
  let limitsInARow = 0;

  async function send(options: Outgoing, signal: AbortSignal): Promise<Answer | Trouble> {
    const request = { signal, parseSuccessResponseBody: false };
    const context = () => ({ host, now: settings.now(), earlier: limitsInARow });
    let result: Answer | Trouble;
    try {
      const { data, headers } = await octokit.request({ ...options, request });
      result = answer(data, textHeaders(headers), context());
    } catch (error) {
      signal.throwIfAborted();
      result = isNotModified(error) ? notModified(error) : troubleOf(error, context());
    }
    limitsInARow = result.kind === 'rate-limited' ? limitsInARow + 1 : 0;
    return result;
  }

  return {
    host,
    get: ({ path: url, query = [], ifNoneMatch = null, signal }) =>
      send(
        {
          method: 'GET',
          url: query.length === 0 ? url : `${url}?${new URLSearchParams(query)}`,
          ...(ifNoneMatch === null ? {} : { headers: { 'if-none-match': ifNoneMatch } }),
        },
        signal,
      ),
    graphql: (query, variables, signal) =>
      send({ method: 'POST', url: graphqlUrl(settings.apiUrl), data: { query, variables } }, signal),
    usage: () => ({
      requests: settings.traffic.requests,
      notModified: settings.traffic.notModified,
      // Waits are the engine's, which knows how long they were.
      waitedSeconds: 0,
    }),
  };
}

type Outgoing =
  | { readonly method: 'GET'; readonly url: string; readonly headers?: Record<string, string> }
  | { readonly method: 'POST'; readonly url: string; readonly data: unknown };

/** Octokit looks for a spent limit in GraphQL's errors at `/graphql` only, not at an Enterprise Server's address. */
function answer(
  data: unknown,
  headers: TextHeaders,
  { now, earlier }: { now: Date; earlier: number },
): Answer | Trouble {
  const limit = rateLimitOf({ status: 200, headers, message: '', data, now, earlier });
  return limit ?? { kind: 'answer', data, headers, notModified: false };
}

type NotModified = Error & { readonly response?: { readonly headers?: Readonly<Record<string, unknown>> } };

function isNotModified(error: unknown): error is NotModified {
  return error instanceof Error && 'status' in error && error.status === 304;
}

function notModified(error: NotModified): Answer {
  return {
    kind: 'answer',
    data: null,
    headers: textHeaders(error.response?.headers ?? {}),
    notModified: true,
  };
}
