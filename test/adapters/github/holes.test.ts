import { connectGitHub } from '#adapters/github/connect.ts';
import type { ListingSource } from '#core/reading.ts';
import { secret } from '#core/secret.ts';
import type { Source } from '#scan/ports.ts';
import { deployKey, person } from '#test/builders/items.ts';
import { appRoute, ownInstallation } from './app-routes.ts';
import { type Asked, type LocalGitHub, localGitHub, type Reply } from './local-github.ts';
import { appSettings, tokenSettings } from './settings.ts';
import { ACME, closeSimulators, drain, type Simulated, simulated, sourceOf } from './simulated.ts';

const servers: LocalGitHub[] = [];
afterAll(async () => {
  await Promise.all([...servers.map((server) => server.close()), closeSimulators()]);
});

type Answer = (asked: Asked, earlier: number) => Reply | undefined;

/** A source of an organisation of which only `answer` is known, besides how to sign in. */
async function askedOf(
  name: ListingSource,
  answer: Answer,
  installation = ownInstallation(),
): Promise<{ source: Source; server: LocalGitHub }> {
  const server = await localGitHub(
    (asked, earlier) => appRoute(asked, installation) ?? answer(asked, earlier),
  );
  servers.push(server);
  const github = await connectGitHub(appSettings(server.url)).organisation(ACME);
  return { source: sourceOf(github, name), server };
}

async function asToken(name: ListingSource, answer: Answer, token: string): Promise<Source> {
  const server = await localGitHub(answer);
  servers.push(server);
  const settings = tokenSettings(server.url, { credential: { kind: 'token', token: secret(token) } });
  return sourceOf(await connectGitHub(settings).organisation(ACME), name);
}

const signal = new AbortController().signal;
const node = (id: number, deployKeys: number | null = 1) => ({
  databaseId: id,
  name: `repo-${id}`,
  isArchived: false,
  visibility: 'PRIVATE',
  deployKeys: deployKeys === null ? null : { totalCount: deployKeys },
});
const page = (field: string, rows: object, totalCount: number, next: string | null = null) => ({
  data: {
    organization: {
      [field]: { totalCount, pageInfo: { hasNextPage: next !== null, endCursor: next }, ...rows },
    },
  },
});
const key = (id: number) => ({
  id,
  title: 'ci',
  verified: true,
  created_at: '2026-01-01T00:00:00Z',
  read_only: true,
  added_by: null,
  last_used: null,
  enabled: true,
});
const nodes = (...all: unknown[]) => ({ json: page('repositories', { nodes: all }, all.length) });

/** GraphQL finds repositories 1 and 2; the keys of each are as `keys` says. */
const repositories =
  (keys: (repository: string) => Reply | undefined): Answer =>
  (asked) =>
    asked.path === '/graphql' ? nodes(node(1), node(2), node(3, 0)) : keys(asked.path.split('/')[3] ?? '');

describe('deploy keys that cannot be seen are not absent', () => {
  const forbidden = { status: 403, json: { message: 'Resource not accessible by integration' } };
  it.each<[string, Answer, Readonly<Record<string, unknown>>, object, string[]]>([
    [
      'one repository hides its count',
      (asked) => (asked.path === '/graphql' ? nodes(node(1), null) : { json: [key(7)] }),
      {},
      { kind: 'failed', reason: 'GitHub hides the deploy keys of one repository' },
      ['1:7'],
    ],
    [
      'two hide theirs, as null',
      (asked) => (asked.path === '/graphql' ? nodes(node(1), node(4, null), null) : { json: [key(7)] }),
      {},
      { kind: 'failed', reason: 'GitHub hides the deploy keys of 2 repositories' },
      ['1:7'],
    ],
    [
      'all hide them',
      () => nodes(null, node(4, null)),
      {},
      { kind: 'refused', missingPermission: 'administration=read' },
      [],
    ],
    [
      'GraphQL is refused',
      () => ({
        json: {
          data: { organization: null },
          errors: [
            { type: 'FORBIDDEN', message: 'Resource not accessible by integration', path: ['organization'] },
          ],
        },
      }),
      {},
      { kind: 'refused', missingPermission: 'administration=read' },
      [],
    ],
    [
      'GraphQL fails',
      () => ({ json: { data: null, errors: [{ message: 'Field does not exist' }] } }),
      {},
      { kind: 'failed', reason: expect.stringContaining('"Field does not exist"') },
      [],
    ],
    [
      'GraphQL answers with another shape',
      () => ({ json: page('repositories', { nodes: [] }, 'many' as never) }),
      {},
      { kind: 'failed', reason: expect.stringContaining('totalCount is "many"') },
      [],
    ],
    [
      'GraphQL leads in a circle',
      () => ({ json: page('repositories', { nodes: [] }, 0, '') }),
      {},
      { kind: 'failed', reason: expect.stringContaining('leads back') },
      [],
    ],
    [
      'the App is on selected repositories only',
      repositories(() => ({ json: [key(7)] })),
      { repository_selection: 'selected' },
      { kind: 'failed', reason: expect.stringContaining('selected repositories only') },
      ['1:7', '2:7'],
    ],
    [
      'the keys of one are refused',
      repositories((name) => (name === 'repo-1' ? forbidden : { json: [key(7)] })),
      {},
      { kind: 'failed', reason: 'GitHub hides the deploy keys of one repository' },
      ['2:7'],
    ],
    [
      'all keys are refused for want of the permission',
      repositories((name) => (name === 'repo-1' ? forbidden : { json: [key(7)] })),
      { permissions: { metadata: 'read' } },
      { kind: 'refused', missingPermission: 'administration=read' },
      ['2:7'],
    ],
    [
      'the keys of one are not found, and it is there',
      (asked) =>
        asked.path === '/repos/acme/repo-1'
          ? { json: { id: 1 } }
          : repositories((name) => (name === 'repo-1' ? undefined : { json: [key(7)] }))(asked, 0),
      {},
      { kind: 'failed', reason: 'GitHub hides the deploy keys of one repository' },
      ['2:7'],
    ],
    [
      'a repository goes while it is read',
      repositories((name) => (name === 'repo-1' ? undefined : { json: [key(7)] })),
      {},
      { kind: 'end', note: null },
      ['2:7'],
    ],
    [
      'one key is of another shape',
      repositories((name) => ({ json: name === 'repo-1' ? [key(7), { ...key(8), verified: 'yes' }] : [] })),
      {},
      { kind: 'failed', reason: expect.stringContaining('verified is "yes"') },
      ['1:7'],
    ],
    [
      'a repository is of another shape',
      (asked) => (asked.path === '/graphql' ? nodes(node(1), { ...node(2), name: 5 }) : { json: [key(7)] }),
      {},
      { kind: 'failed', reason: expect.stringContaining('name is 5') },
      ['1:7'],
    ],
    [
      'GitHub is down for one',
      repositories((name) =>
        name === 'repo-1' ? { status: 500, json: { message: 'Oops' } } : { json: [key(7)] },
      ),
      {},
      { kind: 'failed', reason: expect.stringContaining('500, "Oops"') },
      ['2:7'],
    ],
  ])('when %s', async (_, answer, installation, end, ids) => {
    const { source } = await askedOf('deploy-keys', answer, ownInstallation(installation));
    const drained = await drain(source);
    expect(drained.end).toMatchObject(end);
    expect(drained.items.map(({ id }) => id).toSorted()).toEqual(ids);
  });

  it('waits for the one repository that is limited, and asks for that one only', async () => {
    const limited = { status: 429, json: {}, headers: { 'retry-after': '1' } };
    const { source, server } = await askedOf('deploy-keys', (asked, earlier) =>
      asked.path === '/repos/acme/repo-2/keys' && earlier === 0
        ? limited
        : repositories(() => ({ json: [key(7)] }))(asked, 0),
    );
    const options = { requestBudget: 50, lastCount: null, signal, progress: () => undefined };
    const first = await source.read(ACME, null, options);
    expect(first.items.map(({ id }) => id)).toEqual(['1:7']);
    if (first.next.kind !== 'wait') throw new Error(`It is ${first.next.kind}.`);
    const before = server.asked.length;
    const second = await source.read(ACME, first.next.cursor, options);
    expect(second.items.map(({ id }) => id)).toEqual(['2:7']);
    expect(second.next).toEqual({ kind: 'end', note: null });
    expect(server.asked.slice(before).map(({ path }) => path)).toEqual(['/repos/acme/repo-2/keys']);
  });

  it.each<[string, string, boolean | null, object]>([
    ["an owner's classic token sees all", 'ghp_aaaaaaaaaaaaaaaaaaaa', true, { kind: 'end', note: null }],
    [
      "a member's classic token does not",
      'ghp_aaaaaaaaaaaaaaaaaaaa',
      false,
      { kind: 'failed', reason: expect.stringContaining('not an owner') },
    ],
    [
      'a classic token of which nothing is told may not',
      'ghp_aaaaaaaaaaaaaaaaaaaa',
      null,
      { kind: 'failed', reason: expect.stringContaining('does not say') },
    ],
    [
      'a fine-grained token may not',
      'github_pat_aaaaaaaaaaaa',
      true,
      { kind: 'failed', reason: expect.stringContaining('fine-grained token may reach some') },
    ],
  ])('%s', async (_, token, owner, end) => {
    const source = await asToken(
      'deploy-keys',
      (asked) => {
        if (asked.path === '/orgs/acme') return { json: { login: 'acme' } };
        if (!asked.body.includes('viewerCanAdminister')) return nodes(node(3, 0));
        return {
          json:
            owner === null
              ? { errors: [{ message: 'no such field' }] }
              : { data: { organization: { viewerCanAdminister: owner } } },
        };
      },
      token,
    );
    expect((await drain(source)).end).toMatchObject(end);
  });
});

describe('a deploy key counts as gone only where its absence can be seen', () => {
  const absent = deployKey({
    id: '1:7',
    repository: { id: 1, name: 'old', archived: false, visibility: 'private' },
  });
  const named = (name: string, id = 1, login = 'acme') => ({ json: { id, name, owner: { login } } });
  it.each<[string, Readonly<Record<string, Reply>>, 'all' | 'selected', object]>([
    [
      'it is there',
      { '/repos/acme/old/keys/7': { json: key(7) } },
      'all',
      { alive: [{ id: '1:7' }], next: { kind: 'done' } },
    ],
    [
      'it is gone, and its fellows can be read',
      { '/repos/acme/old': named('old'), '/repos/acme/old/keys': { json: [] } },
      'all',
      { alive: [], next: { kind: 'done' } },
    ],
    [
      'it is not found, and its fellows cannot be read either',
      { '/repos/acme/old': named('old') },
      'all',
      { alive: [], next: { kind: 'refused' } },
    ],
    ['its repository is deleted', {}, 'all', { alive: [], next: { kind: 'done' } }],
    [
      'its repository can no longer be seen',
      {},
      'selected',
      { alive: [], next: { kind: 'failed', reason: expect.stringContaining('can no longer be seen') } },
    ],
    [
      'its repository was renamed',
      { '/repositories/1': named('new'), '/repos/acme/new/keys/7': { json: key(7) } },
      'all',
      { alive: [{ id: '1:7', repository: { name: 'new' } }], next: { kind: 'done' } },
    ],
    [
      'its repository was renamed, and another has its name',
      {
        '/repos/acme/old': named('old', 2),
        '/repositories/1': named('new'),
        '/repos/acme/new/keys/7': { json: key(7) },
      },
      'all',
      { alive: [{ id: '1:7' }], next: { kind: 'done' } },
    ],
    [
      'its repository went to another organisation',
      { '/repositories/1': named('old', 1, 'elsewhere') },
      'all',
      { alive: [], next: { kind: 'done' } },
    ],
    [
      'GitHub is down',
      { '/repos/acme/old/keys/7': { status: 500, json: { message: 'Oops' } } },
      'all',
      { alive: [], next: { kind: 'failed' } },
    ],
    [
      'the answer is of another shape',
      { '/repos/acme/old/keys/7': { json: { ...key(7), id: 'x' } } },
      'all',
      { alive: [], next: { kind: 'failed', reason: expect.stringContaining('id is "x"') } },
    ],
  ])('%s', async (_, replies, repository_selection, confirmation) => {
    const { source } = await askedOf(
      'deploy-keys',
      ({ path }) => replies[path],
      ownInstallation({ repository_selection }),
    );
    expect(await source.confirm(ACME, [absent], signal)).toMatchObject(confirmation);
  });
});

describe('people', () => {
  const edge = (id: number, more: object = {}) => ({
    role: 'MEMBER',
    hasTwoFactorEnabled: true,
    node: { databaseId: id, login: `user-${id}`, name: null },
    ...more,
  });
  const members =
    (graphql: (asked: Asked, earlier: number) => object): Answer =>
    (asked, earlier) =>
      asked.path === '/graphql'
        ? { json: graphql(asked, earlier) }
        : {
            json: [
              { id: 2, login: 'user-2' },
              { id: 9, login: 'user-9' },
            ],
          };

  it('who is in both lists is the member', async () => {
    const { source } = await askedOf(
      'people',
      members(() => page('membersWithRole', { edges: [edge(1), edge(2)] }, 2)),
    );
    const { items, end } = await drain(source);
    expect(end).toEqual({ kind: 'end', note: null });
    expect(items.map((item) => item.kind === 'person' && `${item.id} ${item.role}`).toSorted()).toEqual([
      '1 member',
      '2 member',
      '9 outside-collaborator',
    ]);
  });

  it('two factors that GitHub does not tell are unknown, even with an error beside them', async () => {
    const { source } = await askedOf(
      'people',
      members(() => ({
        ...page('membersWithRole', { edges: [edge(1, { hasTwoFactorEnabled: null })] }, 1),
        errors: [
          {
            type: 'FORBIDDEN',
            message: 'Not yours',
            path: ['organization', 'membersWithRole', 'edges', 0, 'hasTwoFactorEnabled'],
          },
        ],
      })),
    );
    const { items, end } = await drain(source);
    expect(end).toEqual({ kind: 'end', note: null });
    expect(items).toContainEqual(expect.objectContaining({ id: '1', twoFactor: 'unknown' }));
  });

  it('a member that GitHub counts and does not show makes the reading incomplete', async () => {
    const { source } = await askedOf(
      'people',
      members(() => page('membersWithRole', { edges: [edge(1), edge(3, { node: null })] }, 2)),
    );
    expect((await drain(source)).end).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('counts one member and does not show'),
    });
  });

  it('are read again from the start when fewer came than GitHub counts', async () => {
    // A cursor that stands for a number of rows: user 1 goes, and user 3 slides past it.
    const { source, server } = await askedOf(
      'people',
      members((asked, earlier) => {
        if (asked.body.includes('"after":"2"'))
          return page('membersWithRole', { edges: [edge(4)] }, earlier < 2 ? 4 : 3);
        return earlier === 0
          ? page('membersWithRole', { edges: [edge(1), edge(2)] }, 4, '2')
          : page('membersWithRole', { edges: [edge(2), edge(3)] }, 3, '2');
      }),
    );
    const { items, end } = await drain(source, { budget: 1 });
    expect(end).toEqual({ kind: 'end', note: null });
    expect(items.map(({ id }) => id).toSorted()).toEqual(['1', '2', '3', '4', '9']);
    expect(server.asked.filter(({ path }) => path === '/graphql')).toHaveLength(4);
  });

  it('that stay fewer than counted are told with a remark', async () => {
    const { source } = await askedOf(
      'people',
      members(() => page('membersWithRole', { edges: [edge(1)] }, 2)),
    );
    expect((await drain(source)).end).toEqual({ kind: 'end', note: 'GitHub counts 2 of them and lists 1' });
  });

  it.each<[string, Reply, object]>([
    [
      'outside collaborators are refused',
      { status: 403, json: { message: 'No' } },
      { kind: 'refused', missingPermission: 'members=read' },
    ],
    [
      'the organisation is not found',
      { status: 404, json: { message: 'Not Found' } },
      { kind: 'refused', missingPermission: 'members=read' },
    ],
    [
      'they come in no list',
      { json: { users: [] } },
      { kind: 'failed', reason: expect.stringContaining('not a list') },
    ],
    [
      'one is of another shape',
      { json: [{ id: 'x' }] },
      { kind: 'failed', reason: expect.stringContaining('id is "x"') },
    ],
  ])('%s', async (_, reply, end) => {
    const { source } = await askedOf('people', (asked) =>
      asked.path === '/graphql' ? { json: page('membersWithRole', { edges: [edge(1)] }, 1) } : reply,
    );
    expect((await drain(source)).end).toMatchObject(end);
  });
});

describe('a person counts as gone only when GitHub says so', () => {
  const absent = person({ id: '7', owner: { id: 7, login: 'mona' }, name: 'Mona', role: 'member' });
  const outside = person({
    id: '8',
    owner: { id: 8, login: 'lisa' },
    role: 'outside-collaborator',
    twoFactor: 'unknown',
  });
  const membership = (id: number, login: string, role = 'member', state = 'active') => ({
    json: { state, role, user: { id, login } },
  });
  const collaborators = (...all: [number, string][]) => ({ json: all.map(([id, login]) => ({ id, login })) });
  it.each<[string, Readonly<Record<string, Reply>>, object]>([
    [
      'a member still',
      { '/orgs/acme/memberships/mona': membership(7, 'mona', 'admin') },
      { alive: [{ id: '7', role: 'admin', name: 'Mona', twoFactor: 'enabled' }] },
    ],
    [
      'under another login',
      {
        '/user/7': { json: { id: 7, login: 'lisa-2' } },
        '/orgs/acme/memberships/lisa-2': membership(7, 'lisa-2'),
      },
      { alive: [{ id: '7', owner: { login: 'lisa-2' } }] },
    ],
    [
      'invited again, and not yet back',
      { '/orgs/acme/memberships/mona': membership(7, 'mona', 'member', 'pending') },
      { alive: [] },
    ],
    [
      'somebody else has the login now',
      { '/orgs/acme/memberships/mona': membership(70, 'mona') },
      { alive: [] },
    ],
    [
      'an outside collaborator now',
      { '/orgs/acme/outside_collaborators': collaborators([7, 'mona']) },
      { alive: [{ id: '7', role: 'outside-collaborator' }] },
    ],
    ['gone', {}, { alive: [] }],
  ])('%s', async (_, replies, confirmation) => {
    const { source } = await askedOf(
      'people',
      ({ path }) => replies[path] ?? (path.endsWith('_collaborators') ? { json: [] } : undefined),
    );
    const answer = await source.confirm(ACME, [absent], signal);
    expect(answer).toMatchObject({ ...confirmation, next: { kind: 'done' } });
  });

  it('who was outside is looked for outside, once for all, and inside', async () => {
    const { source, server } = await askedOf('people', ({ path }) => {
      if (path.endsWith('_collaborators')) return collaborators([8, 'lisa']);
      return path === '/orgs/acme/memberships/bart' ? membership(9, 'bart') : undefined;
    });
    const bart = person({ ...outside, id: '9', owner: { id: 9, login: 'bart' } });
    const { alive } = await source.confirm(ACME, [outside, bart], signal);
    expect(alive).toMatchObject([
      { id: '8', role: 'outside-collaborator' },
      { id: '9', role: 'member' },
    ]);
    expect(server.lines().slice(-2)).toEqual([
      'GET /orgs/acme/outside_collaborators?per_page=100&page=1',
      'GET /orgs/acme/memberships/bart',
    ]);
  });

  it.each<[string, Answer]>([
    [
      'memberships',
      ({ path }) =>
        path.includes('/memberships/') ? { status: 403, json: { message: 'No' } } : { json: [] },
    ],
    [
      'outside collaborators',
      ({ path }) => (path.endsWith('_collaborators') ? { status: 403, json: { message: 'No' } } : undefined),
    ],
  ])('nothing is confirmed while %s are refused', async (_, answer) => {
    const { source } = await askedOf('people', answer);
    expect(await source.confirm(ACME, [absent], signal)).toMatchObject({
      alive: [],
      next: { kind: 'refused' },
    });
  });
});

describe('an absence that a server cannot confirm stays open', () => {
  it('when it ignores the filter for tokens', async () => {
    const acme = await simulated({ members: 3, fineGrainedTokens: 3 });
    const { items } = await drain(sourceOf(await acme.connect().organisation(ACME), 'fine-grained-tokens'));
    acme.simulator.faults.add({
      on: { query: { 'token_id[]': items[0]?.id ?? '' } },
      do: { kind: 'status', status: 200, body: (await listOf(acme)) as never },
    });
    const source = sourceOf(await acme.connect().organisation(ACME), 'fine-grained-tokens');
    const { next } = await source.confirm(ACME, items.slice(0, 1), signal);
    expect(next).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('ignores the filter token_id'),
    });
  });
});

/** The raw list of tokens, as the simulator gives it. */
async function listOf(acme: Simulated): Promise<unknown> {
  acme.simulator.settings.recordBodies = true;
  await drain(sourceOf(await acme.connect().organisation(ACME), 'fine-grained-tokens'));
  return acme.simulator.requests.at(-1)?.body;
}

it('asks for the authorisations of each owner once', async () => {
  const acme = await simulated({ members: 4, classicTokens: 12, sshKeys: 8 });
  const source = sourceOf(await acme.connect().organisation(ACME), 'sso-credentials');
  const { items } = await drain(source);
  acme.forget();
  const { alive } = await source.confirm(ACME, items, signal);
  expect(alive).toHaveLength(items.length);
  const logins = new Set(items.map(({ owner }) => owner?.login));
  expect(acme.lines().toSorted()).toEqual(
    [...logins]
      .map((login) => `GET /orgs/acme/credential-authorizations?login=${login}&per_page=100&page=1`)
      .toSorted(),
  );
});
