import { type Caller, limitKey } from './caller.ts';
import { type Answer, failure } from './exchange.ts';
import { type Settings, serverSeconds } from './settings.ts';

export type Resource = 'core' | 'graphql';

export interface Budget {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  /** Seconds since 1970, by GitHub's clock. */
  readonly reset: number;
}

export interface RateLimits {
  /** As it stands, without counting anything. */
  budget(caller: Caller, resource: Resource): Budget;
  /** The refusal, when a limit is spent; otherwise undefined. Counts points of the secondary limit. */
  refusal(
    caller: Caller,
    asked: { readonly method: string; readonly resource: Resource },
  ): Answer | undefined;
  /** Counts one request, or one GraphQL point. */
  spend(caller: Caller, resource: Resource): void;
}

const ANONYMOUS_LIMIT = 60;
const APP_LIMIT = 5_000;
const SECONDS_PER_MINUTE = 60;
const POINTS_OF_A_WRITE = 5;

interface Window {
  used: number;
  reset: number;
}

export function rateLimits(settings: Settings): RateLimits {
  const windows = new Map<string, Window>();
  const minutes = new Map<string, Window>();

  const budget = (caller: Caller, resource: Resource): Budget => {
    const { used, reset } = current(windows, `${limitKey(caller)} ${resource}`, settings.limitWindowSeconds);
    const limit = limitOf(caller, resource, settings);
    return { limit, used, remaining: Math.max(limit - used, 0), reset };
  };
  const current = (all: Map<string, Window>, key: string, length: number): Window => {
    const now = serverSeconds(settings);
    const known = all.get(key);
    if (known !== undefined && known.reset > now) return known;
    const fresh = { used: 0, reset: Math.ceil(now + length) };
    all.set(key, fresh);
    return fresh;
  };

  return {
    budget,
    refusal(caller, { method, resource }) {
      if (budget(caller, resource).remaining === 0) return primaryRefusal(limitKey(caller), resource);
      const { secondaryLimit } = settings;
      if (secondaryLimit === null) return undefined;
      const minute = current(minutes, limitKey(caller), SECONDS_PER_MINUTE);
      minute.used += method === 'GET' || resource === 'graphql' ? 1 : POINTS_OF_A_WRITE;
      return minute.used > secondaryLimit.pointsPerMinute
        ? secondaryRefusal(secondaryLimit.status, secondaryLimit.retryAfterSeconds)
        : undefined;
    },
    spend(caller, resource) {
      current(windows, `${limitKey(caller)} ${resource}`, settings.limitWindowSeconds).used += 1;
    },
  };
}

/** The headers every answer carries. */
export function budgetHeaders(
  { limit, remaining, used, reset }: Budget,
  resource: Resource,
): Record<string, string> {
  return {
    'x-ratelimit-limit': `${limit}`,
    'x-ratelimit-remaining': `${remaining}`,
    'x-ratelimit-used': `${used}`,
    'x-ratelimit-reset': `${reset}`,
    'x-ratelimit-resource': resource,
  };
}

/** GraphQL says so with HTTP 200, since GitHub counts it as answered. */
function primaryRefusal(whose: string, resource: Resource): Answer {
  const message = `API rate limit exceeded for ${whose}. If you reach out to GitHub Support for help, please include the request ID.`;
  if (resource === 'graphql') return { status: 200, body: { errors: [{ type: 'RATE_LIMITED', message }] } };
  return failure(403, message);
}

export function secondaryRefusal(status: 403 | 429, retryAfterSeconds: number): Answer {
  const message =
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.';
  return failure(status, message, { 'retry-after': `${retryAfterSeconds}` });
}

function limitOf(caller: Caller, resource: Resource, settings: Settings): number {
  if (caller.kind === 'anonymous') return ANONYMOUS_LIMIT;
  if (caller.kind === 'app') return APP_LIMIT;
  return resource === 'graphql' ? settings.graphqlLimit : settings.primaryLimit;
}
