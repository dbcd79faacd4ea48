import { type Answer, invalid } from '../http/exchange.ts';
import type { TokenPermissions, TokenReach } from '../world/entities.ts';
import type { Organisation } from '../world/organisation.ts';
import { instantAt, secondsOf } from '../world/time.ts';

const RESOURCE = 'ProgrammaticAccessGrant';
const MAXIMUM_OWNERS = 10;
const MAXIMUM_TOKEN_IDS = 50;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** Why the filters of a request are refused with 422; undefined when they are in order. */
export function invalidFilter(query: URLSearchParams): Answer | undefined {
  const wrong = CHECKS.find(({ isWrong }) => isWrong(query));
  return wrong === undefined ? undefined : invalid(RESOURCE, wrong.field, wrong.message);
}

const CHECKS: readonly { field: string; message: string; isWrong(query: URLSearchParams): boolean }[] = [
  {
    field: 'sort',
    message: 'sort must be created_at',
    isWrong: (query) => (query.get('sort') ?? 'created_at') !== 'created_at',
  },
  {
    field: 'direction',
    message: 'direction must be asc or desc',
    isWrong: (query) => !['asc', 'desc'].includes(query.get('direction') ?? 'desc'),
  },
  {
    field: 'token_id',
    message: `token_id must be an array of at most ${MAXIMUM_TOKEN_IDS}, as token_id[]=1`,
    isWrong: (query) => query.has('token_id') || query.getAll('token_id[]').length > MAXIMUM_TOKEN_IDS,
  },
  {
    field: 'owner',
    message: `owner must be an array of at most ${MAXIMUM_OWNERS}, as owner[]=octocat`,
    isWrong: (query) => query.has('owner') || query.getAll('owner[]').length > MAXIMUM_OWNERS,
  },
  ...['last_used_before', 'last_used_after'].map((field) => ({
    field,
    message: `${field} must be a timestamp in ISO 8601`,
    isWrong: (query: URLSearchParams) => query.has(field) && !INSTANT.test(query.get(field) ?? ''),
  })),
];

type Test = (token: TokenReach) => boolean;

/** All filters of a valid request in one; undefined when there is none, so that nobody looks at the whole list. */
export function tokenFilter(query: URLSearchParams, organisation: Organisation): Test | undefined {
  const tests = [
    ...byTokenId(query.getAll('token_id[]')),
    ...byOwner(query.getAll('owner[]')),
    ...byLastUse(query.get('last_used_before'), query.get('last_used_after')),
    ...byPermission(query.get('permission')),
    ...byRepository(query.get('repository'), organisation),
  ];
  return tests.length === 0 ? undefined : (token) => tests.every((test) => test(token));
}

function byTokenId(ids: readonly string[]): Test[] {
  const wanted = new Set(ids);
  return wanted.size === 0 ? [] : [({ tokenId }) => wanted.has(`${tokenId}`)];
}

function byOwner(logins: readonly string[]): Test[] {
  const wanted = new Set(logins.map((login) => login.toLowerCase()));
  return wanted.size === 0 ? [] : [({ owner }) => wanted.has(owner.login.toLowerCase())];
}

function byLastUse(before: string | null, after: string | null): Test[] {
  const [end, start] = [before, after].map((text) => (text === null ? null : instantAt(secondsOf(text))));
  return [
    ...(typeof end === 'string'
      ? [({ lastUsedAt }: TokenReach) => lastUsedAt !== null && lastUsedAt < end]
      : []),
    ...(typeof start === 'string'
      ? [({ lastUsedAt }: TokenReach) => lastUsedAt !== null && lastUsedAt > start]
      : []),
  ];
}

const LEVELS = ['read', 'write', 'admin'];

/** `issues_read` finds those that may at least read issues. */
function byPermission(wanted: string | null): Test[] {
  const match = /^(\w+)_(read|write|admin)$/.exec(wanted ?? '');
  if (match === null) return wanted === null ? [] : [() => false];
  const [, key = '', level = ''] = match;
  return [({ permissions }) => LEVELS.indexOf(levelOf(permissions, key)) >= LEVELS.indexOf(level)];
}

function levelOf({ organization, repository, other }: TokenPermissions, key: string): string {
  return organization?.[key] ?? repository?.[key] ?? other?.[key] ?? '';
}

function byRepository(name: string | null, organisation: Organisation): Test[] {
  if (name === null) return [];
  const repository = organisation.repository(name);
  if (repository === undefined) return [() => false];
  return [
    ({ repositorySelection, repositories }) =>
      repositorySelection === 'all' || repositories.includes(repository),
  ];
}
