import { type Instant, instantOf } from '#core/instant.ts';
import type { TextHeaders } from './text-headers.ts';

/** GitHub asks to come back later. */
export interface RateLimit {
  readonly kind: 'rate-limited';
  /** By our own clock. */
  readonly until: Instant;
  readonly reason: string;
}

export interface LimitedAnswer {
  readonly status: number;
  readonly headers: TextHeaders;
  readonly message: string;
  /** The parsed body; GraphQL says it there, with status 200. */
  readonly data: unknown;
  readonly now: Date;
  /** How many such answers in a row came before. */
  readonly earlier: number;
}

const SECONDARY = /\b(?:secondary rate|abuse detection)\b/i;
/** "If neither header is there, wait at least one minute, then longer and longer." */
const AT_LEAST_SECONDS = 60;
const AT_MOST_SECONDS = 960;

/**
 * Whether an answer is a limit rather than a refusal (both are 403), and until when.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export function rateLimitOf(answer: LimitedAnswer): RateLimit | null {
  const { status, headers, message } = answer;
  const spent = headers['x-ratelimit-remaining'] === '0';
  const refused = status === 403 || status === 429;
  const graphql = status === 200 && isGraphqlLimit(answer.data);
  if (!graphql && !refused) return null;
  if (status === 403 && !spent && headers['retry-after'] === undefined && !SECONDARY.test(message))
    return null;
  const seconds = secondsToWait(answer, spent);
  return {
    kind: 'rate-limited',
    until: instantOf(new Date(Math.ceil(answer.now.getTime() / 1_000 + seconds) * 1_000)),
    reason:
      spent && !SECONDARY.test(message)
        ? "GitHub's rate limit is spent"
        : "GitHub's secondary rate limit asks for a pause",
  };
}

function secondsToWait({ headers, now, earlier }: LimitedAnswer, spent: boolean): number {
  const date = headers.date;
  const theirs = date === undefined || Number.isNaN(Date.parse(date)) ? now.getTime() : Date.parse(date);
  const after = retryAfter(headers['retry-after'], theirs);
  if (after !== null) return Math.max(1, after);
  const reset = Number(headers['x-ratelimit-reset']);
  // Measured by GitHub's clock, since ours may be off; a second more, so that we come after the reset.
  if (spent && reset > 0) return Math.max(1, reset - theirs / 1_000 + 1);
  return Math.min(AT_MOST_SECONDS, AT_LEAST_SECONDS * 2 ** earlier);
}

/** Seconds or an HTTP date, as RFC 9110 has it. */
function retryAfter(value: string | undefined, theirs: number): number | null {
  if (value === undefined) return null;
  if (/^\d+$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : (date - theirs) / 1_000;
}

function isGraphqlLimit(data: unknown): boolean {
  if (typeof data !== 'object' || data === null || !('errors' in data) || !Array.isArray(data.errors))
    return false;
  return data.errors.some((error: unknown) => {
    return typeof error === 'object' && error !== null && 'type' in error && error.type === 'RATE_LIMITED';
  });
}
