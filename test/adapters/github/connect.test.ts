import { inspect } from 'node:util';
import { connectGitHub } from '#adapters/github/connect.ts';
import { ConnectionError } from '#adapters/github/connection-error.ts';
import type { GitHubSettings } from '#adapters/github/github-settings.ts';
import { orgLogin } from '#core/credential.ts';
import { secret } from '#core/secret.ts';
import { SigningError } from '#core/signing-error.ts';
import { appRoute, ownInstallation } from './app-routes.ts';
import { type Asked, type LocalGitHub, localGitHub, type Reply } from './local-github.ts';
import { appSettings, PKCS8, TOKEN, tokenSettings } from './settings.ts';
import { ACME, closeSimulators, drain, simulated, sourceOf } from './simulated.ts';

const servers: LocalGitHub[] = [];
async function serve(answer: (asked: Asked, earlier: number) => Reply | undefined): Promise<LocalGitHub> {
  const server = await localGitHub(answer);
  servers.push(server);
  return server;
}
afterAll(async () => {
  await Promise.all([...servers.map((server) => server.close()), closeSimulators()]);
});

async function problemOf(work: Promise<unknown>): Promise<ConnectionError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ConnectionError) return error;
    throw error;
  }
  throw new Error('It was connected.');
}

const html = { 'content-type': 'text/html' };
const settingsOf = { app: appSettings, token: tokenSettings };

describe('a key that does not sign', () => {
  it.each([
    [false, 'bad-credentials'],
    [true, 'unreachable'],
  ])('is told with its own words (passing: %s: %s)', async (passing, problem) => {
    const server = await serve(() => undefined);
    const createJwt = () =>
      Promise.reject(
        new SigningError('The KMS key k did not sign: it is disabled', { passing, cause: undefined }),
      );
    const credential = { kind: 'app', appId: '4711', createJwt } as const;
    const connection = connectGitHub({ ...appSettings(server.url), credential });
    const error = await problemOf(connection.access(orgLogin('acme'), new AbortController().signal));
    expect(error).toMatchObject({ problem });
    expect(error.message).toContain('The KMS key k did not sign: it is disabled');
  });
});

describe('what makes everything fail is told with what to do', () => {
  it.each<[string, keyof typeof settingsOf, (asked: Asked) => Reply | undefined, string, RegExp]>([
    [
      "a key that is not the App's",
      'app',
      () => ({ status: 401, json: { message: 'A JSON web token could not be decoded' } }),
      'bad-credentials',
      /GITHUB_APP_ID \(4711\) and the private key belong together/,
    ],
    [
      'a token that is not accepted',
      'token',
      () => ({ status: 401, json: { message: 'Bad credentials' } }),
      'bad-credentials',
      /wrong, expired or revoked/,
    ],
    [
      'an App that is not installed',
      'app',
      (asked) =>
        asked.path === '/orgs/acme'
          ? { json: { login: 'acme' } }
          : asked.path === '/app'
            ? { json: { id: 4711, slug: 'patrol watch' } }
            : undefined,
      'not-installed',
      /not installed on acme\. Install it at http:\/\/127\.0\.0\.1:\d+\/apps\/patrol%20watch\/installations\/new$/,
    ],
    [
      'an App whose slug is not told',
      'app',
      (asked) =>
        asked.path === '/orgs/acme'
          ? { status: 401, json: { message: 'Requires authentication' } }
          : undefined,
      'not-installed',
      /not installed on acme\.$/,
    ],
    [
      'an organisation nobody knows, to an App',
      'app',
      () => undefined,
      'no-such-organisation',
      /shows no organisation acme/,
    ],
    [
      'an organisation nobody knows, to a token',
      'token',
      () => undefined,
      'no-such-organisation',
      /shows no organisation acme/,
    ],
    [
      'a suspended installation',
      'app',
      (asked) => appRoute(asked, ownInstallation({ suspended_at: '2026-01-01T00:00:00Z' })),
      'suspended',
      /suspended since 2026-01-01.*owner of acme can unsuspend/,
    ],
    [
      'a proxy',
      'token',
      () => ({ text: '<title>Welcome to the guest network</title>', headers: html }),
      'not-github',
      /web page titled "Welcome to the guest network"/,
    ],
    [
      'a spent rate limit',
      'token',
      () => ({ status: 429, json: {}, headers: { 'retry-after': '60' } }),
      'wait',
      /asked again at 20/,
    ],
    [
      'a server that is down',
      'token',
      () => ({ status: 503, json: { message: 'Down' } }),
      'unreachable',
      /503, "Down"/,
    ],
    [
      'an installation of another shape',
      'app',
      (asked) => appRoute(asked, ownInstallation({ id: 'x' })),
      'not-github',
      /not as documented: id is "x"/,
    ],
  ])('%s', async (_, kind, answer, problem, message) => {
    const server = await serve(answer);
    const error = await problemOf(connectGitHub(settingsOf[kind](server.url)).organisation(ACME));
    expect([error.problem, error.message]).toEqual([problem, expect.stringMatching(message)]);
    expect(error.until === null).toBe(problem !== 'wait');
    const shown = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error);
    for (const part of [TOKEN, 'eyJ', 'PRIVATE KEY', PKCS8.slice(40, 80)]) expect(shown).not.toContain(part);
  });

  it('a host where nothing listens, by name and code', async () => {
    const server = await localGitHub(() => undefined);
    await server.close();
    const error = await problemOf(connectGitHub(tokenSettings(server.url)).organisation(ACME));
    expect(error.problem).toBe('unreachable');
    expect(error.message).toContain(`${new URL(server.url).host}: nothing listens there (ECONNREFUSED)`);
  });

  it('a host that does not exist', async () => {
    const error = await problemOf(connectGitHub(tokenSettings('https://patrol.invalid')).organisation(ACME));
    expect(error.message).toMatch(/patrol\.invalid: no such host is known \(E[A-Z_]+\)/);
  });
});

describe('a clock that is off', () => {
  it.each([300, -300, 3_600, -3_600])(
    'by %d seconds still signs in, warns through the log only, and is measured',
    async (clockSkewSeconds) => {
      const acme = await simulated({ members: 3, fineGrainedTokens: 3 });
      acme.simulator.settings.clockSkewSeconds = clockSkewSeconds;
      const said: string[] = [];
      const connection = acme.connect(undefined, { log: (message) => said.push(message) });
      const { items, end } = await drain(
        sourceOf(await connection.organisation(ACME), 'fine-grained-tokens'),
      );
      expect([items.length, end.kind]).toEqual([3, 'end']);
      const asked = Date.now();
      const examination = await connection.examine(ACME);
      // A Date header is cut to the second, and is as old as its answer was long on the way.
      const uncertainty = 1 + (Date.now() - asked) / 1_000;
      expect(Math.abs((examination.clockSkewSeconds ?? 0) - clockSkewSeconds)).toBeLessThanOrEqual(
        uncertainty,
      );
      if (clockSkewSeconds !== 300) expect(said.join()).toMatch(/different by -?\d+ seconds/);
      expect(said.join()).not.toMatch(/eyJ|PRIVATE KEY/);
    },
  );
});

describe('the organisations of an App', () => {
  it('are those it is installed on, sorted, without people and with the suspended ones apart', async () => {
    const accounts = Array.from({ length: 150 }, (_, index) =>
      ownInstallation({
        id: index + 1,
        account: { login: `org-${String(index).padStart(3, '0')}`, id: index },
      }),
    );
    accounts[3] = ownInstallation({ id: 4, account: { login: 'octocat', id: 3 }, target_type: 'User' });
    accounts[140] = ownInstallation({
      id: 141,
      account: { login: 'asleep', id: 3 },
      suspended_at: '2026-01-01T00:00:00Z',
    });
    const server = await serve(({ path, query }) => {
      const page = Number(query.get('page'));
      const link =
        page === 1
          ? {
              link: `<http://x/app/installations?page=2>; rel="next", <http://x/app/installations?page=2>; rel="last"`,
            }
          : { link: '<http://x/app/installations?page=1>; rel="prev"' };
      return path === '/app/installations'
        ? { json: accounts.slice((page - 1) * 100, page * 100), headers: link }
        : undefined;
    });
    const found = await connectGitHub(appSettings(server.url)).installedOrganisations();
    expect(found.suspended).toEqual(['asleep']);
    expect(found.organisations).toHaveLength(148);
    expect(found.organisations).toEqual(found.organisations.toSorted());
    expect(found.organisations).not.toContain('octocat');
  });

  it('are not for a token to know', async () => {
    const error = await problemOf(
      connectGitHub(tokenSettings('http://127.0.0.1:1')).installedOrganisations(),
    );
    expect(error.message).toMatch(/Only a GitHub App knows/);
  });
});

describe('an examination', () => {
  it('says who the App is, what it was granted, and that everything is visible', async () => {
    const acme = await simulated({ members: 3, repositories: 2 });
    const { identity, clockSkewSeconds, sources } = await acme.connect().examine(ACME);
    expect(identity).toMatchObject({
      kind: 'app',
      slug: acme.simulator.app.slug,
      appId: acme.simulator.app.id,
      installationId: acme.organisation.app?.id,
      repositorySelection: 'all',
      permissions: { members: 'read' },
    });
    expect(clockSkewSeconds).toBe(0);
    expect(sources.map(({ source, sight }) => `${source} ${sight}`)).toEqual([
      'fine-grained-tokens visible',
      'token-requests visible',
      'sso-credentials visible',
      'app-installations visible',
      'deploy-keys visible',
      'people visible',
    ]);
  });

  it('names what to grant, and what is lost without it', async () => {
    const acme = await simulated({ members: 3, repositories: 2, deployKeys: 1 });
    const { app } = acme.organisation;
    if (app === null) throw new Error('The App is not installed.');
    app.permissions = { metadata: 'read' };
    acme.organisation.saml = false;
    const { sources } = await acme.connect().examine(ACME);
    expect(sources.map(({ sight, missingPermission }) => [sight, missingPermission])).toEqual([
      ['refused', 'organization_personal_access_tokens=read'],
      ['refused', 'organization_personal_access_token_requests=read'],
      ['refused', 'organization_administration=read'],
      ['refused', 'organization_administration=read'],
      ['refused', expect.stringContaining('administration=read')],
      ['refused', 'members=read'],
    ]);
    for (const { lost, reason } of sources)
      expect([lost, reason]).toEqual([expect.any(String), expect.any(String)]);
  });

  it('tells where there is no SAML', async () => {
    const acme = await simulated({ members: 3 });
    acme.organisation.saml = false;
    const { sources } = await acme.connect().examine(ACME);
    expect(sources.find(({ source }) => source === 'sso-credentials')).toMatchObject({
      sight: 'unavailable',
    });
  });

  it('says whose the token is, its scopes and its end', async () => {
    const server = await serve(({ path }) => {
      if (path === '/orgs/acme') return { json: { login: 'acme' } };
      if (path !== '/user') return { status: 403, json: { message: 'No' } };
      return {
        json: { login: 'octocat' },
        headers: {
          'x-oauth-scopes': 'read:org, repo',
          'github-authentication-token-expiration': '2026-12-31 09:00:00 UTC',
        },
      };
    });
    const { identity } = await connectGitHub(tokenSettings(server.url)).examine(ACME);
    expect(identity).toEqual({
      kind: 'token',
      login: 'octocat',
      scopes: ['read:org', 'repo'],
      expiresAt: '2026-12-31T09:00:00Z',
    });
  });
});

it('leaves it to each source to say why, when a token is refused the organisation itself', async () => {
  const sso = 'required; url=https://github.com/orgs/acme/sso?authorization_request=A1';
  const server = await serve(() => ({
    status: 403,
    json: { message: 'Resource protected' },
    headers: { 'x-github-sso': sso },
  }));
  const github = await connectGitHub(tokenSettings(server.url)).organisation(ACME);
  const { end } = await drain(sourceOf(github, 'app-installations'));
  expect(end).toMatchObject({ kind: 'refused', reason: expect.stringContaining('authorization_request=A1') });
});

it('keeps what it knows of two organisations, and what they cost, apart', async () => {
  const server = await serve(
    (asked) =>
      appRoute({ ...asked, path: asked.path.replace('/orgs/other/', '/orgs/acme/') }) ?? { json: [] },
  );
  const connection = connectGitHub(appSettings(server.url));
  const [one, other] = [
    await connection.organisation(ACME),
    await connection.organisation(orgLogin('other')),
  ];
  await drain(sourceOf(one, 'sso-credentials'));
  expect([one.usage().requests, other.usage().requests]).toEqual([2, 0]);
});

it('shows nothing of its credential, however it is shown', async () => {
  const settings: GitHubSettings = tokenSettings('http://127.0.0.1:1', {
    credential: { kind: 'token', token: secret(TOKEN) },
  });
  for (const one of [connectGitHub(settings), connectGitHub(appSettings('http://127.0.0.1:1'))]) {
    const shown = inspect(one, { depth: 20, showHidden: true }) + JSON.stringify(one) + String(one);
    expect(shown).not.toContain(TOKEN);
    expect(shown).not.toContain('PRIVATE KEY');
  }
});
