import { SigningError } from '#core/signing-error.ts';
import { NetworkError, NotGitHubError } from './checked-fetch.ts';
import { excerpt } from './excerpt.ts';
import { type RateLimit, rateLimitOf } from './rate-limit.ts';
import { isSignIn, requestedUrl } from './sign-in.ts';
import { textHeaders } from './text-headers.ts';

/** Why a request brought nothing, as plain data: an Octokit error holds headers and options, and goes no further. */
export type Trouble =
  | RateLimit
  /** GitHub said no. `signIn`: to our credential as such, not to what we asked for. */
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly message: string;
      readonly signIn: boolean;
      /** `X-Accepted-GitHub-Permissions`, verbatim. */
      readonly acceptedPermissions: string | null;
      /** `X-GitHub-SSO`, verbatim. */
      readonly sso: string | null;
    }
  /** No whole answer. `code` is Node's, such as `ENOTFOUND`, or null. */
  | { readonly kind: 'network'; readonly host: string; readonly code: string | null; readonly reason: string }
  /** An answer, but not GitHub's. */
  | { readonly kind: 'not-github'; readonly reason: string }
  /** We could not even ask, as where the App's key does not sign. */
  | { readonly kind: 'unsent'; readonly reason: string; readonly passing: boolean };

/** The thing asked for is not there, or not ours to see; unlike a sign-in that is not accepted with the same 404. */
export function isNotFound(answer: Trouble | { readonly kind: 'answer' }): boolean {
  return answer.kind === 'answered' && answer.status === 404 && !answer.signIn;
}

interface Failure extends Error {
  readonly status?: unknown;
  readonly response?: { readonly headers?: Readonly<Record<string, unknown>>; readonly data?: unknown };
}

/** What went wrong, from whatever Octokit threw. `now` and `earlier` are for `rateLimitOf`. */
export function troubleOf(thrown: unknown, context: { host: string; now: Date; earlier: number }): Trouble {
  const error: Failure = thrown instanceof Error ? thrown : new Error('unknown');
  const { cause } = error;
  if (cause instanceof NotGitHubError) return { kind: 'not-github', reason: cause.message };
  if (cause instanceof NetworkError) {
    return { kind: 'network', host: context.host, code: cause.code, reason: cause.message };
  }
  if (error.response === undefined) return unsent(error);
  return answered(error, context);
}

/** The text of such an error may come from the crypto library, which was handed the key; a SigningError's is for people. */
function unsent(error: Failure): Trouble {
  if (error instanceof SigningError)
    return { kind: 'unsent', reason: excerpt(error.message, 400), passing: error.passing };
  return {
    kind: 'unsent',
    reason: `the request could not be made (${excerpt(error.name, 40)})`,
    passing: false,
  };
}

function answered(error: Failure, context: { now: Date; earlier: number }): Trouble {
  const status = typeof error.status === 'number' ? error.status : 200;
  const headers = textHeaders(error.response?.headers ?? {});
  const message = excerpt(messageOf(error), 200);
  return (
    rateLimitOf({ status, headers, message, data: error.response?.data, ...context }) ?? {
      kind: 'answered',
      status,
      message,
      signIn: status === 401 || isSignIn(requestedUrl(error)),
      acceptedPermissions: headers['x-accepted-github-permissions'] ?? null,
      sso: headers['x-github-sso'] ?? null,
    }
  );
}

/** GitHub's own words; of a web page (its edge answers so when it is overloaded) nothing. */
function messageOf(error: Failure): string {
  const { data } = error.response ?? {};
  if (typeof data === 'object' && data !== null && 'message' in data) return String(data.message);
  return typeof data === 'string' ? '' : error.message;
}
