import type { Simulator } from '#simulator/simulator.ts';
import { asApp, asInstallation, type Client, client } from './client.ts';
import { start, stopAll } from './start.ts';
import { validateAnswer } from './validate-answer.ts';

let simulator: Simulator;
let app: Client;
let installation: Client;
let stranger: Client;

beforeAll(async () => {
  const size = { fineGrainedTokens: 300, repositories: 120, largeSubsets: 1 };
  simulator = await start(
    [
      { login: 'acme', size },
      { login: 'plain', saml: false },
    ],
    { recordBodies: true },
  );
  [app, installation] = [await asApp(simulator), await asInstallation(simulator)];
  stranger = client(simulator, null);
});
beforeEach(() => {
  simulator.requests.length = 0;
});
afterAll(stopAll);

/** Problems of every answer since the test began. */
function problems(): string[] {
  return simulator.requests.flatMap(({ method, path, status, body }) =>
    validateAnswer({ method, path, status: status ?? 0, body }),
  );
}

const acme = () => simulator.world.organisation('acme');

describe('what GitHub describes, the simulator answers', () => {
  it.each([
    '/orgs/acme',
    '/orgs/acme/personal-access-tokens?per_page=100',
    '/orgs/acme/personal-access-tokens?per_page=100&page=2',
    '/orgs/acme/personal-access-tokens?per_page=100&page=99',
    '/orgs/acme/personal-access-token-requests',
    '/orgs/acme/credential-authorizations?per_page=100',
    '/orgs/acme/installations',
    '/orgs/acme/members?per_page=100',
    '/orgs/acme/members?role=admin&filter=2fa_disabled',
    '/orgs/acme/outside_collaborators',
    '/rate_limit',
    '/meta',
    '/versions',
  ])('200 to an installation that asks for %s', async (path) => {
    expect((await installation.get(path)).status).toBe(200);
    expect(problems()).toEqual([]);
  });

  it.each(['/app', '/app/installations', '/orgs/acme/installation'])(
    '200 to the App that asks for %s',
    async (path) => {
      expect((await app.get(path)).status).toBe(200);
      expect(problems()).toEqual([]);
    },
  );

  it('200 with the repositories of tokens and requests, more than a page of them too', async () => {
    const { fineGrainedTokens, tokenRequests } = acme();
    const most = fineGrainedTokens.toSorted(
      (left, right) => right.repositories.length - left.repositories.length,
    )[0];
    const reads = await Promise.all([
      installation.get(`/orgs/acme/personal-access-tokens/${most?.grantId}/repositories?per_page=100`),
      installation.get(`/orgs/acme/personal-access-token-requests/${tokenRequests[0]?.id}/repositories`),
    ]);
    expect(reads.map(({ status }) => status)).toEqual([200, 200]);
    expect(reads[0]?.body).toHaveLength(100);
    expect(problems()).toEqual([]);
  });

  it('200 with a person, a membership, a repository and its deploy keys', async () => {
    const login = acme().members[0]?.user.login;
    const holder = acme().repositories.find(({ deployKeys }) => deployKeys.length > 0);
    const paths = [
      `/users/${login}`,
      `/orgs/acme/memberships/${login}`,
      `/repos/acme/${holder?.name}`,
      `/repos/acme/${holder?.name}/keys`,
      `/repos/acme/${holder?.name}/keys/${holder?.deployKeys[0]?.id}`,
    ];
    const replies = await Promise.all(paths.map((path) => installation.get(path)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(problems()).toEqual([]);
  });

  it('200 with every kind of SSO credential, one of them unknown to the description', async () => {
    const { body } = await installation.get('/orgs/acme/credential-authorizations?per_page=100');
    const types = new Set((body as { credential_type: string }[]).map((row) => row.credential_type));
    expect([...types].toSorted()).toEqual([
      'GitHub app token',
      'OAuth app token',
      'SSH key',
      'passkey signing key',
      'personal access token',
    ]);
    expect(problems()).toEqual([]);
  });

  it('201 with an installation token, cut down to what was asked, and 204 when it is given back', async () => {
    const path = `/app/installations/${acme().app?.id}/access_tokens`;
    const repositories = [acme().repositories[0]?.name];
    const whole = await app.send('POST', path);
    const narrow = await app.send('POST', path, { repositories, permissions: { members: 'read' } });
    expect([whole.status, narrow.status]).toEqual([201, 201]);
    const { token } = whole.body as { token: string };
    const given = await client(simulator, token).send('DELETE', '/installation/token');
    const after = await client(simulator, token).get('/orgs/acme/members');
    expect([given.status, after.status]).toEqual([204, 401]);
    expect(problems()).toEqual([]);
  });

  it('301 at the old name of a renamed repository, and the repository where it leads', async () => {
    const repository = acme().addRepository({ name: 'before' });
    acme().renameRepository('before', 'after');
    const reply = await installation.get('/repos/acme/before/keys');
    expect(reply.status).toBe(200);
    expect(simulator.requests.map(({ path, status }) => `${path} ${status}`)).toEqual([
      '/repos/acme/before/keys 301',
      '/repos/acme/after/keys 200',
    ]);
    expect((await installation.get('/repos/acme/before')).body).toMatchObject({
      id: repository.id,
      name: 'after',
    });
  });

  it.each<[number, string, () => Promise<unknown>]>([
    [401, 'no credential', () => stranger.get('/orgs/acme/members')],
    [401, 'a wrong credential', () => client(simulator, 'ghp_wrong').get('/orgs/acme')],
    [401, 'an installation token where the App has to sign', () => installation.get('/app')],
    [403, 'another organisation', () => installation.get('/orgs/plain/members')],
    [404, 'an organisation that is not there', () => installation.get('/orgs/nobody/members')],
    [
      404,
      'SSO authorisations without SAML',
      async () => (await asInstallation(simulator, 'plain')).get('/orgs/plain/credential-authorizations'),
    ],
    [
      404,
      'a token that is not there',
      () => installation.get('/orgs/acme/personal-access-tokens/1/repositories'),
    ],
    [404, 'somebody who is not a member', () => installation.get('/orgs/acme/memberships/nobody')],
    [404, 'a repository that is not there', () => installation.get('/repos/acme/nothing')],
    [
      410,
      'a version that is not supported',
      () => installation.get('/orgs/acme', { 'x-github-api-version': '2001-01-01' }),
    ],
    [
      422,
      'too many token ids',
      () => installation.get(`/orgs/acme/personal-access-tokens?${'token_id[]=1&'.repeat(51)}`),
    ],
    [
      422,
      'rights that the installation lacks',
      () =>
        app.send('POST', `/app/installations/${acme().app?.id}/access_tokens`, {
          permissions: { contents: 'write' },
        }),
    ],
  ])('%i for %s, in the form of all errors', async (status, _, ask) => {
    await ask();
    expect(simulator.requests.at(-1)?.status).toBe(status);
    expect(problems()).toEqual([]);
  });

  it('304 without a body to who has the answer already', async () => {
    const { headers } = await installation.get('/rate_limit');
    const members = await installation.get('/orgs/acme/members');
    const tags = [members.headers.get('etag') ?? '', headers.get('etag') ?? ''];
    expect((await installation.get('/orgs/acme/members', { 'if-none-match': tags.join(', ') })).status).toBe(
      304,
    );
    expect(simulator.requests.at(-1)?.body).toBeUndefined();
    expect(problems()).toEqual([]);
  });

  it('429 and 403 when it has been asked too fast', async () => {
    simulator.faults.add({ do: { kind: 'secondary-limit', retryAfterSeconds: 7, status: 429 } });
    simulator.faults.add({ do: { kind: 'rate-limit', secondsUntilReset: 7 } });
    const replies = [
      await installation.get('/orgs/acme/members'),
      await installation.get('/orgs/acme/members'),
    ];
    expect(replies.map(({ status }) => status)).toEqual([429, 403]);
    expect(problems()).toEqual([]);
  });
});

describe('the validator', () => {
  const token = async () => {
    const { body } = await installation.get('/orgs/acme/personal-access-tokens?per_page=1');
    return (body as Record<string, unknown>[])[0] ?? {};
  };
  const path = '/orgs/acme/personal-access-tokens';

  it.each<[string, (item: Record<string, unknown>) => unknown]>([
    ['a field of another type', (item) => [{ ...item, id: '7' }]],
    ['a missing field', ({ token_id: _, ...item }) => [item]],
    ['a value that may not be', (item) => [{ ...item, repository_selection: 'some' }]],
    ['null where there has to be a value', (item) => [{ ...item, token_name: null }]],
    ['an object in place of the list', (item) => item],
  ])('objects to %s', async (_, spoil) => {
    expect(validateAnswer({ method: 'GET', path, status: 200, body: spoil(await token()) })).not.toEqual([]);
  });

  it.each([
    [{ method: 'GET', path: '/orgs/acme/inventions', status: 200, body: [] }],
    [{ method: 'GET', path, status: 206, body: [] }],
    [{ method: 'GET', path, status: 403, body: {} }],
    [{ method: 'DELETE', path: '/installation/token', status: 204, body: {} }],
  ])('objects to %j', (answer) => {
    expect(validateAnswer(answer)).not.toEqual([]);
  });
});
