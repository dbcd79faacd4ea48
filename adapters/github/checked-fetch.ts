import { excerpt } from './excerpt.ts';
import { type NetworkFailure, networkFailure } from './network-failure.ts';
import type { Pace } from './pace.ts';
import { timeLimit } from './time-limit.ts';

/** What went over the wire so far. */
export interface Traffic {
  requests: number;
  notModified: number;
}

/** Somebody between us and GitHub answered, or the address is not an API: asking again gives the same. */
export class NotGitHubError extends Error {
  override readonly name = 'NotGitHubError';
}

/** No answer, or not a whole one: asking again may help. `code` is Node's, such as `ECONNRESET`, or null. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly code: string | null;
  constructor({ code, message }: NetworkFailure) {
    super(code ?? excerpt(message, 100));
    this.code = code;
  }
}

/** The part of `fetch`'s options that Octokit gives. */
interface RequestOptions {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

const REDIRECTS = [301, 302, 307, 308];
const MAXIMUM_REDIRECTS = 3;

/**
 * A `fetch` for Octokit that reads the whole answer before it returns, so that a cut one is an error that
 * `plugin-retry` sees, and that sends a credential to GitHub's own host only.
 *
 * The answer has its parsed JSON as `body`, which Octokit hands through when `parseSuccessResponseBody` is
 * false: its own parser, made for integers beyond 2⁵³, costs several times as much.
 */
export function checkedFetch(settings: { pace: Pace; timeoutMilliseconds: number; traffic: Traffic }) {
  return async (url: string, options: RequestOptions) => {
    await settings.pace(pointsOf(url, options.method), options.signal ?? null);
    settings.traffic.requests += 1;
    const limit = timeLimit(settings.timeoutMilliseconds, options.signal);
    const { response, bytes } = await whole(url, {
      method: options.method,
      headers: options.headers,
      body: options.body ?? null,
      signal: limit.signal,
      redirect: 'manual',
    }).finally(limit.end);
    if (response.status === 304) settings.traffic.notModified += 1;
    return checked(response, url, bytes);
  };
}

async function whole(url: string, options: RequestInit): Promise<{ response: Response; bytes: Buffer }> {
  try {
    const response = await followWithinHost(url, options);
    return { response, bytes: Buffer.from(await response.arrayBuffer()) };
  } catch (error) {
    // Without fetch's own error as its cause: that one may know the request, and with it the credential.
    throw error instanceof NotGitHubError ? error : new NetworkError(networkFailure(error));
  }
}

function pointsOf(url: string, method: string): number {
  return method === 'GET' || url.endsWith('/graphql') ? 1 : 5;
}

async function followWithinHost(url: string, options: RequestInit): Promise<Response> {
  let address = new URL(url);
  for (let redirects = 0; redirects <= MAXIMUM_REDIRECTS; redirects += 1) {
    const response = await fetch(address.href, options);
    const location = response.headers.get('location');
    if (!REDIRECTS.includes(response.status) || location === null) return response;
    await response.arrayBuffer();
    address = sameHost(address, location);
  }
  throw new NotGitHubError(`${address.host} sends us on from address to address without an end`);
}

function sameHost(address: URL, location: string): URL {
  const target = URL.parse(location, address.href);
  if (target?.origin === address.origin) return target;
  const where = target === null ? 'no valid address' : excerpt(target.host, 60);
  throw new NotGitHubError(
    `${address.host} sends us on to ${where}, and a credential is not taken to another host`,
  );
}

function checked(response: Response, url: string, bytes: Buffer) {
  const text = bytes.toString('utf8');
  const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(response.headers.get('content-type') ?? '');
  if (!isJson && mustBeJson(response.status, text)) {
    throw new NotGitHubError(
      `${new URL(url).host} answered ${response.status} with ${whatItIs(response, text)}`,
    );
  }
  const parsed = response.ok && isJson ? parse(text, bytes.length) : null;
  return {
    status: response.status,
    statusText: response.statusText,
    url,
    headers: response.headers,
    body: parsed,
    text: async () => text,
    arrayBuffer: async () => bytes,
  };
}

/** GitHub's own edge answers 5xx with a page sometimes; that is trouble at GitHub, not somebody in between. */
function mustBeJson(status: number, text: string): boolean {
  if (status === 204 || status === 205 || status === 304) return false;
  return status < 500 && (status < 400 || text.trim() !== '');
}

function whatItIs(response: Response, text: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1]?.trim() ?? '';
  if (title !== '') return `a web page titled "${excerpt(title, 80)}"`;
  const type = response.headers.get('content-type');
  return type === null ? 'no content type' : `${excerpt(type, 80)} instead of JSON`;
}

function parse(text: string, bytes: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // biome-ignore lint/style/useErrorCause: the parser's message quotes the text, and an answer may hold a token.
    throw new NetworkError({ code: null, message: `JSON cut off after ${bytes} bytes` });
  }
}
