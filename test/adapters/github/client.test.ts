import { inspect } from 'node:util';
import type { Answer } from '#adapters/github/client.ts';
import { path } from '#adapters/github/client.ts';
import type { GitHubSettings } from '#adapters/github/github-settings.ts';
import type { Trouble } from '#adapters/github/trouble.ts';
import { wire } from '#adapters/github/wire.ts';
import { appRoute, INSTALLATION_TOKEN } from './app-routes.ts';
import { type Asked, type LocalGitHub, localGitHub, type Reply } from './local-github.ts';
import { appSettings, TOKEN, tokenSettings } from './settings.ts';

const servers: LocalGitHub[] = [];
async function serve(answer: (asked: Asked, earlier: number) => Reply | undefined): Promise<LocalGitHub> {
  const server = await localGitHub(answer);
  servers.push(server);
  return server;
}
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

const signal = new AbortController().signal;
const NOW = new Date('2026-11-22T02:00:00Z');

function asToken(server: LocalGitHub, overrides: Partial<GitHubSettings> = {}) {
  return wire(tokenSettings(server.url, { now: () => NOW, ...overrides })).asToken();
}

async function get(reply: Reply, overrides: Partial<GitHubSettings> = {}): Promise<Answer | Trouble> {
  const server = await serve(() => reply);
  return asToken(server, overrides).get({ path: '/orgs/acme', signal });
}

describe('a request', () => {
  it('names the pinned version, the media type, us and the credential, and repeats a name in its query', async () => {
    const server = await serve(() => ({ json: [] }));
    await asToken(server).get({
      path: path`/orgs/${'a/../b?c'}/personal-access-tokens`,
      query: [
        ['token_id[]', '1'],
        ['token_id[]', '2'],
      ],
      ifNoneMatch: '"abc"',
      signal,
    });
    const [asked] = server.asked;
    expect(server.lines()).toEqual([
      'GET /orgs/a%2F..%2Fb%3Fc/personal-access-tokens?token_id%5B%5D=1&token_id%5B%5D=2',
    ]);
    expect(asked?.query.getAll('token_id[]')).toEqual(['1', '2']);
    expect(asked?.headers).toMatchObject({
      accept: 'application/vnd.github+json',
      authorization: `token ${TOKEN}`,
      'if-none-match': '"abc"',
      'user-agent': expect.stringMatching(/^patrol-test /),
      'x-github-api-version': '2022-11-28',
    });
  });

  it('of GraphQL goes to /graphql, and to /api/graphql of an Enterprise Server', async () => {
    const server = await serve(() => ({ json: { data: { a: 1 } } }));
    const answer = await asToken(server).graphql('query { a }', { org: 'acme' }, signal);
    await wire(tokenSettings(`${server.url}/api/v3`))
      .asToken()
      .graphql('query { a }', {}, signal);
    expect(answer).toMatchObject({ kind: 'answer', data: { data: { a: 1 } } });
    expect(server.lines()).toEqual(['POST /graphql', 'POST /api/graphql']);
    expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({
      query: 'query { a }',
      variables: { org: 'acme' },
    });
  });

  it('that GitHub answers 304 has no data and counts as free', async () => {
    const server = await serve(() => ({ status: 304, headers: { etag: '"abc"' } }));
    const client = asToken(server);
    expect(await client.get({ path: '/orgs/acme', ifNoneMatch: '"abc"', signal })).toMatchObject({
      kind: 'answer',
      notModified: true,
    });
    expect(client.usage()).toEqual({ requests: 1, notModified: 1, waitedSeconds: 0 });
  });
});

describe('trouble that may pass by itself', () => {
  it.each<[string, Reply]>([
    [
      'a server error',
      { status: 502, text: '<html><title>Unicorn!</title></html>', headers: { 'content-type': 'text/html' } },
    ],
    ['a connection that ends before the answer', { broken: 'before' }],
    ['a connection that ends within the answer', { broken: 'within', json: [1] }],
    [
      'JSON that stops in the middle',
      { text: '[{"id":1},{"id', headers: { 'content-type': 'application/json' } },
    ],
    ['an answer that takes too long', { json: [], delayMilliseconds: 400 }],
  ])('is asked about again: %s', async (_, first) => {
    const server = await serve((_asked, earlier) => (earlier === 0 ? first : { json: ['well'] }));
    const client = asToken(server, { timeoutMilliseconds: 200 });
    expect(await client.get({ path: '/orgs/acme', signal })).toMatchObject({
      kind: 'answer',
      data: ['well'],
    });
    expect(client.usage().requests).toBe(2);
  });

  it.each<[string, Reply, object]>([
    [
      '5xx',
      { status: 503, json: { message: 'No server is currently available' } },
      { kind: 'answered', status: 503, message: 'No server is currently available' },
    ],
    [
      'a web page with 5xx',
      { status: 502, text: '<html>secret</html>', headers: { 'content-type': 'text/html' } },
      { kind: 'answered', status: 502, message: '' },
    ],
    ['a reset connection', { broken: 'before' }, { kind: 'network', code: 'UND_ERR_SOCKET' }],
    [
      'cut JSON',
      { text: '[{"id":1},{"id', headers: { 'content-type': 'application/json' } },
      { kind: 'network', reason: 'JSON cut off after 14 bytes' },
    ],
    ['slowness', { json: [], delayMilliseconds: 400 }, { kind: 'network', code: 'TIMEOUT' }],
  ])('is told after three more tries: %s', async (_, reply, trouble) => {
    const server = await serve(() => reply);
    const client = asToken(server, { timeoutMilliseconds: 100 });
    expect(await client.get({ path: '/orgs/acme', signal })).toMatchObject(trouble);
    expect(client.usage().requests).toBe(4);
  });

  it('names the host and the code of a connection that nobody takes', async () => {
    const server = await localGitHub(() => undefined);
    await server.close();
    const trouble = await asToken(server).get({ path: '/orgs/acme', signal });
    expect(trouble).toMatchObject({ kind: 'network', host: new URL(server.url).host, code: 'ECONNREFUSED' });
  });
});

describe('trouble that asking again does not mend', () => {
  const html = { 'content-type': 'text/html; charset=utf-8' };
  it.each<[string, Reply, object]>([
    [
      'a proxy with a web page',
      { text: '<html><title>Sign in\u202e to the\nguest network</title></html>', headers: html },
      {
        kind: 'not-github',
        reason: expect.stringMatching(
          /200 with a web page titled "Sign in\\u\{202e\} to the guest network"$/,
        ),
      },
    ],
    [
      'a proxy that refuses with a web page',
      { status: 403, text: '<title>Proxy</title>', headers: html },
      { kind: 'not-github', reason: expect.stringContaining('403 with a web page titled "Proxy"') },
    ],
    [
      'no content type',
      { text: 'hello' },
      { kind: 'not-github', reason: expect.stringContaining('no content type') },
    ],
    [
      'a way to another host',
      { status: 302, headers: { location: 'https://elsewhere.example/orgs' } },
      { kind: 'not-github', reason: expect.stringContaining('elsewhere.example') },
    ],
    [
      'a refusal',
      {
        status: 403,
        json: { message: 'Resource not accessible by integration' },
        headers: { 'x-accepted-github-permissions': 'members=read' },
      },
      {
        kind: 'answered',
        status: 403,
        signIn: false,
        acceptedPermissions: 'members=read',
        message: 'Resource not accessible by integration',
      },
    ],
    ['not found', { status: 404, json: { message: 'Not Found' } }, { kind: 'answered', status: 404 }],
    ['a version that ended', { status: 410, json: { message: 'Gone' } }, { kind: 'answered', status: 410 }],
    [
      'a token that is not accepted',
      { status: 401, json: { message: 'Bad credentials' } },
      { kind: 'answered', status: 401, signIn: true },
    ],
  ])('is told at once: %s', async (_, reply, trouble) => {
    const server = await serve(() => reply);
    const client = asToken(server);
    expect(await client.get({ path: '/orgs/acme', signal })).toMatchObject(trouble);
    expect(client.usage().requests).toBe(1);
  });

  it('follows a renamed repository on the same host, with the credential', async () => {
    const server = await serve((asked) =>
      asked.path === '/repositories/7'
        ? { json: { id: 7 } }
        : { status: 301, headers: { location: '/repositories/7' }, json: { message: 'Moved' } },
    );
    const answer = await asToken(server).get({ path: '/repos/acme/old', signal });
    expect(answer).toMatchObject({ kind: 'answer', data: { id: 7 } });
    expect(server.asked[1]?.headers.authorization).toBe(`token ${TOKEN}`);
  });

  it('gives up on addresses that lead in a circle', async () => {
    const answer = await get({ status: 302, headers: { location: '/again' } });
    expect(answer).toMatchObject({ kind: 'not-github', reason: expect.stringContaining('without an end') });
  });
});

describe('a spent rate limit is a wait of the engine, not a sleep', () => {
  const json = { message: 'API rate limit exceeded' };
  const secondary = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' };
  it.each<[string, Reply, string]>([
    [
      '429 with retry-after',
      { status: 429, json: secondary, headers: { 'retry-after': '90' } },
      '2026-11-22T02:01:30Z',
    ],
    [
      '403 with retry-after',
      { status: 403, json: secondary, headers: { 'retry-after': '30' } },
      '2026-11-22T02:00:30Z',
    ],
    [
      'retry-after as a date',
      {
        status: 429,
        json: secondary,
        headers: { date: 'Sun, 22 Nov 2026 02:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 02:05:00 GMT' },
      },
      '2026-11-22T02:05:00Z',
    ],
    [
      '403 with nothing remaining',
      {
        status: 403,
        json,
        headers: {
          date: 'Sun, 22 Nov 2026 02:00:00 GMT',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': '1795313400',
        },
      },
      '2026-11-22T02:10:01Z',
    ],
    [
      'a reset by a clock five minutes ahead of ours',
      {
        status: 403,
        json,
        headers: {
          date: 'Sun, 22 Nov 2026 02:05:00 GMT',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': '1795313400',
        },
      },
      '2026-11-22T02:05:01Z',
    ],
    ['a secondary limit without any header', { status: 403, json: secondary }, '2026-11-22T02:01:00Z'],
    ['429 without any header', { status: 429, json: {} }, '2026-11-22T02:01:00Z'],
    [
      'a reset that is past',
      {
        status: 403,
        json,
        headers: {
          date: 'Sun, 22 Nov 2026 02:00:00 GMT',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': '1795312700',
        },
      },
      '2026-11-22T02:00:01Z',
    ],
  ])('%s', async (_, reply, until) => {
    const server = await serve(() => reply);
    const client = asToken(server);
    expect(await client.get({ path: '/orgs/acme', signal })).toMatchObject({ kind: 'rate-limited', until });
    expect(client.usage().requests).toBe(1);
  });

  it.each(['', '/api/v3'])('GraphQL says it with status 200: "%s"', async (base) => {
    const server = await serve(() => ({
      json: { data: null, errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] },
      headers: {
        date: 'Sun, 22 Nov 2026 02:00:00 GMT',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': '1795313400',
      },
    }));
    const client = wire(tokenSettings(server.url + base, { now: () => NOW })).asToken();
    const trouble = await client.graphql('query { a }', {}, signal);
    expect(trouble).toMatchObject({ kind: 'rate-limited', until: '2026-11-22T02:10:01Z' });
    expect(client.usage().requests).toBe(1);
  });

  it('waits twice as long each time GitHub says so in a row without a time, and forgets after an answer', async () => {
    const server = await serve((_asked, earlier) =>
      earlier === 3 ? { json: [] } : { status: 403, json: secondary },
    );
    const client = asToken(server);
    const until = async () => {
      const trouble = await client.get({ path: '/orgs/acme', signal });
      return trouble.kind === 'rate-limited' ? trouble.until.slice(14, 19) : trouble.kind;
    };
    expect([await until(), await until(), await until(), await until(), await until()]).toEqual([
      '01:00',
      '02:00',
      '04:00',
      'answer',
      '01:00',
    ]);
  });
});

describe('giving up', () => {
  it('throws the reason of the caller at once, without another try', async () => {
    const server = await serve(() => ({ json: [], delayMilliseconds: 1_000 }));
    // Another try would come after six seconds, beyond what a test may take.
    const client = asToken(server, { retryBaseMilliseconds: 6_000 });
    const controller = new AbortController();
    const asked = client.get({ path: '/orgs/acme', signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await expect(asked).rejects.toThrow('enough');
    expect(client.usage().requests).toBe(1);
  });
});

describe('signing in as an App', () => {
  it('trades a signed JWT for a token of the installation, once, and asks with that', async () => {
    const server = await serve((asked) => appRoute(asked) ?? { json: [] });
    const client = wire(appSettings(server.url)).asInstallation(99);
    await client.get({ path: '/orgs/acme/installations', signal });
    await client.get({ path: '/orgs/acme/installations', signal });
    expect(server.lines()).toEqual([
      'POST /app/installations/99/access_tokens',
      'GET /orgs/acme/installations',
      'GET /orgs/acme/installations',
    ]);
    expect(server.asked[0]?.headers).toMatchObject({
      authorization: expect.stringMatching(/^bearer eyJ/),
      'x-github-api-version': '2022-11-28',
    });
    expect(server.asked[2]?.headers.authorization).toBe(`token ${INSTALLATION_TOKEN}`);
  });

  it('does not multiply the tries of a sign-in that fails', async () => {
    const server = await serve(() => ({ status: 500, json: { message: 'Server Error' } }));
    const client = wire(appSettings(server.url)).asInstallation(99);
    const trouble = await client.get({ path: '/orgs/acme/installations', signal });
    expect(trouble).toMatchObject({ kind: 'answered', status: 500, signIn: true });
    expect(client.usage().requests).toBe(4);
  });

  it('tells a 404 of the sign-in from a 404 of the thing asked for', async () => {
    const server = await serve(() => undefined);
    const client = wire(appSettings(server.url)).asInstallation(99);
    expect(await client.get({ path: '/orgs/acme/installations', signal })).toMatchObject({
      status: 404,
      signIn: true,
    });
  });
});

describe('nothing secret leaves', () => {
  it.each<[string, Reply]>([
    [
      'an answer that says the token back',
      { status: 403, json: { message: `Token ${TOKEN} may not do that` } },
    ],
    [
      'a page that says it back',
      { status: 200, text: `<title>Denied: ${TOKEN}</title>`, headers: { 'content-type': 'text/html' } },
    ],
    ['a redirect with it', { status: 302, headers: { location: `https://x.example/?t=${TOKEN}` } }],
    [
      'JSON cut off right after it',
      { text: `{"token":"${TOKEN}"`, headers: { 'content-type': 'application/json' } },
    ],
    ['401', { status: 401, json: { message: 'Bad credentials' } }],
    ['500', { status: 500, json: { message: TOKEN } }],
    ['a broken connection', { broken: 'before' }],
  ])('in the trouble after %s', async (_, reply) => {
    const said: string[] = [];
    const trouble = await get(reply, { log: (message) => said.push(message) });
    for (const text of [
      inspect(trouble, { depth: 20, showHidden: true }),
      JSON.stringify(trouble),
      said.join(),
    ]) {
      expect(text).not.toContain(TOKEN.slice(4, 16));
    }
  });

  it('nor when a client is shown', async () => {
    const settings = tokenSettings('http://127.0.0.1:1');
    for (const shown of [
      settings,
      wire(settings),
      wire(settings).asToken(),
      wire(appSettings('http://127.0.0.1:1')).asApp(),
    ]) {
      const text = inspect(shown, { depth: 20, showHidden: true }) + JSON.stringify(shown) + String(shown);
      expect(text).not.toContain(TOKEN);
      expect(text).not.toContain('PRIVATE KEY');
    }
  });
});

it('warns of a deprecated address through the log, and writes nothing to the console', async () => {
  const said: string[] = [];
  const written: unknown[] = [];
  const { warn, error, log } = globalThis.console;
  Object.assign(globalThis.console, {
    warn: (...all: unknown[]) => written.push(all),
    error: (...all: unknown[]) => written.push(all),
    log: (...all: unknown[]) => written.push(all),
  });
  try {
    await get(
      { json: [], headers: { deprecation: '@1', sunset: 'Sun, 01 Jan 2028 00:00:00 GMT' } },
      { log: (message) => said.push(message) },
    );
  } finally {
    Object.assign(globalThis.console, { warn, error, log });
  }
  expect(said).toEqual([expect.stringContaining('deprecated')]);
  expect(written).toEqual([]);
});
