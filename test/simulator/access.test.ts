import type { PersonalToken } from '#simulator/http/personal-tokens.ts';
import type { Simulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { asInstallation, client } from './client.ts';
import { start, stopAll } from './start.ts';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await start([{ login: 'acme', size: EMPTY }]);
  const acme = simulator.world.organisation('acme');
  acme.addMember({ login: 'olga', role: 'admin' });
  acme.addMember({ login: 'mia' });
  acme.addRepository({ name: 'hidden' });
  acme.addRepository({ name: 'open', visibility: 'public' });
});
afterEach(stopAll);

const acme = () => simulator.world.organisation('acme');

describe('an installation that lacks a permission', () => {
  it.each([
    ['/orgs/acme/personal-access-tokens', 'organization_personal_access_tokens'],
    ['/orgs/acme/personal-access-token-requests', 'organization_personal_access_token_requests'],
    ['/orgs/acme/credential-authorizations', 'organization_administration'],
    ['/orgs/acme/installations', 'organization_administration'],
    ['/orgs/acme/members', 'members'],
    ['/orgs/acme/outside_collaborators', 'members'],
    ['/repos/acme/hidden/keys', 'administration'],
  ])('is refused %s, and told that %s is missing', async (path, permission) => {
    const installation = await asInstallation(simulator);
    expect((await installation.get(path)).status).toBe(200);
    delete acme().app?.permissions[permission];
    const refused = await installation.get(path);
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ message: 'Resource not accessible by integration' });
    expect(refused.headers.get('x-accepted-github-permissions')).toBe(`${permission}=read`);
  });

  it('is refused what its token left out, though the installation has it', async () => {
    const installation = await asInstallation(simulator, 'acme', { permissions: { metadata: 'read' } });
    expect((await installation.get('/orgs/acme/members')).status).toBe(403);
  });
});

it('an installation with selected repositories does not know the others', async () => {
  const installation = await asInstallation(simulator);
  const hidden = acme().repository('hidden');
  acme().changeInstallation(acme().app?.id ?? 0, { repositorySelection: 'selected', repositories: [] });
  expect((await installation.get('/repos/acme/hidden')).status).toBe(404);
  acme().changeInstallation(acme().app?.id ?? 0, { repositories: hidden === undefined ? [] : [hidden] });
  expect((await installation.get('/repos/acme/hidden')).status).toBe(200);
});

describe('a personal access token', () => {
  const owner: PersonalToken = { kind: 'classic', login: 'olga', scopes: ['admin:org', 'repo'] };
  const member: PersonalToken = { kind: 'classic', login: 'mia', scopes: ['read:org', 'repo'] };
  const fine: PersonalToken = {
    kind: 'fine-grained',
    login: 'olga',
    organisation: 'acme',
    permissions: { members: 'read' },
  };

  it.each<[string, PersonalToken, string, number]>([
    ['an owner', owner, '/orgs/acme/personal-access-tokens', 403],
    ['an owner', owner, '/orgs/acme/credential-authorizations', 200],
    ['an owner', owner, '/orgs/acme/installations', 200],
    ['an owner without the scope', { ...owner, scopes: ['repo'] }, '/orgs/acme/installations', 403],
    ['an owner without SSO', { ...owner, authorisedFor: [] }, '/orgs/acme/members', 403],
    ['a member', member, '/orgs/acme/credential-authorizations', 404],
    ['a member', member, '/orgs/acme/members', 200],
    ['a stranger', { ...member, login: 'sam' }, '/orgs/acme/members', 403],
    ['an owner, fine-grained', fine, '/orgs/acme/members', 200],
    ['an owner, fine-grained', fine, '/orgs/acme/installations', 403],
    ['an owner, fine-grained', fine, '/orgs/acme/personal-access-tokens', 403],
    ['an owner, fine-grained elsewhere', { ...fine, organisation: 'other' }, '/orgs/acme/members', 403],
  ])('of %s (%j) gets for %s the answer %i', async (_, token, path, status) => {
    const person = client(simulator, simulator.personalTokens.register(token));
    expect((await person.get(path)).status).toBe(status);
  });

  it('is told by name that the inventory of tokens is not for it', async () => {
    const person = client(simulator, simulator.personalTokens.register(owner));
    const { body } = await person.get('/orgs/acme/personal-access-tokens');
    expect(body).toMatchObject({ message: 'Resource not accessible by personal access token' });
  });

  it('without SSO is told where to authorise it', async () => {
    const person = client(simulator, simulator.personalTokens.register({ ...owner, authorisedFor: [] }));
    expect((await person.get('/orgs/acme/members')).headers.get('x-github-sso')).toMatch(/^required; url=/);
  });

  it('is void once it is revoked', async () => {
    const value = simulator.personalTokens.register(owner);
    simulator.personalTokens.revoke(value);
    expect((await client(simulator, value).get('/orgs/acme')).status).toBe(401);
  });
});

it('nobody in particular sees what is public, and no more', async () => {
  const nobody = client(simulator, null);
  const paths = [
    '/orgs/acme',
    '/users/mia',
    '/meta',
    '/repos/acme/open',
    '/repos/acme/hidden',
    '/repos/acme/open/keys',
  ];
  const replies = await Promise.all(paths.map((path) => nobody.get(path)));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 404, 401]);
});
