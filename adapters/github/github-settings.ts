import type { Secret } from '#core/secret.ts';

export type GitHubCredential =
  | { readonly kind: 'app'; readonly appId: string; readonly privateKey: Secret }
  /** An App whose key is elsewhere: what it gives is signed with it. */
  | { readonly kind: 'app'; readonly appId: string; readonly createJwt: CreateJwt }
  | { readonly kind: 'token'; readonly token: Secret };

/** As @octokit/auth-app takes it; `timeDifference` is what GitHub's clock is ahead, in seconds. */
type CreateJwt = (
  appId: string | number,
  timeDifference?: number,
) => Promise<{ readonly jwt: string; readonly expiresAt: string }>;

/** How to reach GitHub, and as whom. */
export interface GitHubSettings {
  /** Without a slash at the end: `https://api.github.com`, or `https://HOST/api/v3` of a GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly credential: GitHubCredential;
  /** See `pace.ts` for the arithmetic; `Infinity` is no limit. Default 14. */
  readonly requestsPerSecond?: number;
  /** A failed request is tried again after 1, 4 and 9 times this. Default 1000. */
  readonly retryBaseMilliseconds?: number;
  /** How long one request may take, its whole body included. Default 30 seconds. */
  readonly timeoutMilliseconds?: number;
  readonly userAgent?: string;
  /** Warnings for whoever runs this, such as a clock that is wrong. Default: dropped. */
  readonly log?: (message: string) => void;
  /** The clock that waits and skews are measured with. */
  readonly now?: () => Date;
}

export const DEFAULT_API_URL = 'https://api.github.com';
