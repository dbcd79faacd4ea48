import type { IncomingHttpHeaders } from 'node:http';

/** One request, as the routes see it. */
export interface Asked {
  /** Counted from 1 since the simulator was started. */
  readonly number: number;
  readonly method: string;
  /** With logins and names: `/organizations/9001/members` is `/orgs/acme/members` here. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; undefined when there was none. */
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  /** Undefined: no body at all. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const DOCUMENTATION = 'https://docs.github.com/rest';

/** An error as GitHub words them: `status` is in the body too, as text. */
export function failure(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, body: { message, documentation_url: DOCUMENTATION, status: `${status}` }, headers };
}

export function notFound(): Answer {
  return failure(404, 'Not Found');
}

/** 422 with the field that was wrong. */
export function invalid(resource: string, field: string, message: string): Answer {
  const errors = [{ resource, field, code: 'invalid', message }];
  return {
    status: 422,
    body: { message: 'Validation Failed', errors, documentation_url: DOCUMENTATION, status: '422' },
  };
}
