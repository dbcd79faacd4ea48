import type { Secret } from '#core/secret.ts';

export type GitHubCredential =
  | { readonly kind: 'app'; readonly appId: string; readonly privateKey: Secret }
  | { readonly kind: 'token'; readonly token: Secret };

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
