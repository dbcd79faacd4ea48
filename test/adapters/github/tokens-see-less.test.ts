import type { ListingSource } from '#core/reading.ts';
import { ACME, closeSimulators, drain, type Simulated, simulated, sourceOf } from './simulated.ts';

let acme: Simulated;
let owner: string;
beforeAll(async () => {
  acme = await simulated({
    members: 12,
    repositories: 4,
    fineGrainedTokens: 3,
    classicTokens: 5,
    installations: 2,
    outsideCollaborators: 2,
  });
  owner = acme.organisation.members.find(({ role }) => role === 'admin')?.user.login ?? '';
});
afterAll(closeSimulators);

async function endOf(token: string, name: ListingSource) {
  const { items, end } = await drain(sourceOf(await acme.connect(token).organisation(ACME), name));
  return { count: items.length, ...end };
}

const classic = (overrides: { login?: string; scopes?: string[]; authorisedFor?: string[] } = {}) =>
  acme.simulator.personalTokens.register({
    kind: 'classic',
    login: owner,
    scopes: ['repo', 'read:org'],
    ...overrides,
  });

it.each<[ListingSource, object]>([
  [
    'fine-grained-tokens',
    { kind: 'refused', reason: expect.stringContaining('only a GitHub App may list fine-grained tokens') },
  ],
  [
    'token-requests',
    { kind: 'refused', reason: expect.stringContaining('only a GitHub App may list requests') },
  ],
  ['sso-credentials', { kind: 'end', count: 5 }],
  ['app-installations', { kind: 'end', count: 3 }],
  ['people', { kind: 'end', count: 14 }],
])("an owner's classic token and %s", async (name, expected) => {
  expect(await endOf(classic(), name)).toMatchObject(expected);
});

it("a member's classic token is not shown what is for owners, and the reading says so", async () => {
  const login = acme.organisation.members.find(({ role }) => role === 'member')?.user.login ?? '';
  expect(await endOf(classic({ login }), 'app-installations')).toMatchObject({ count: 0, kind: 'refused' });
  expect(await endOf(classic({ login }), 'people')).toMatchObject({ count: 14, kind: 'end' });
});

it('a token that is not authorised for single sign-on is told where to authorise it', async () => {
  expect(await endOf(classic({ authorisedFor: [] }), 'people')).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining('must open https://github.com/orgs/acme/sso'),
    missingPermission: null,
  });
});

it('a fine-grained token is told which permission it lacks', async () => {
  const token = acme.simulator.personalTokens.register({
    kind: 'fine-grained',
    login: owner,
    organisation: 'acme',
    permissions: {},
  });
  expect(await endOf(token, 'people')).toMatchObject({ kind: 'refused', missingPermission: 'members=read' });
});

it('a token that is revoked in the middle stops working, and the reading says so', async () => {
  const token = classic();
  const github = await acme.connect(token).organisation(ACME);
  acme.simulator.personalTokens.revoke(token);
  const { end } = await drain(sourceOf(github, 'app-installations'));
  expect(end).toMatchObject({
    kind: 'failed',
    reason: expect.stringContaining('credentials stopped working: GitHub answered 401'),
  });
});

it('an App without a permission is told its name, and nothing else is lost', async () => {
  const { app } = acme.organisation;
  if (app === null) throw new Error('The App is not installed.');
  const { organization_personal_access_tokens: _, ...others } = app.permissions;
  app.permissions = others;
  const github = await acme.connect().organisation(ACME);
  expect((await drain(sourceOf(github, 'fine-grained-tokens'))).end).toMatchObject({
    kind: 'refused',
    missingPermission: 'organization_personal_access_tokens=read',
  });
  expect((await drain(sourceOf(github, 'token-requests'))).end).toMatchObject({ kind: 'end' });
});

it('an App that is suspended in the middle says so', async () => {
  const github = await acme.connect().organisation(ACME);
  const { app } = acme.organisation;
  if (app === null) throw new Error('The App is not installed.');
  app.suspended = true;
  const { end } = await drain(sourceOf(github, 'people'));
  app.suspended = false;
  expect(end).toMatchObject({ kind: 'failed', reason: expect.stringContaining('suspended') });
});
