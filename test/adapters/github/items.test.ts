import { appInstallation } from '#adapters/github/app-installation-item.ts';
import { deployKey } from '#adapters/github/deploy-key-item.ts';
import { FieldError } from '#adapters/github/field-error.ts';
import { fineGrainedToken } from '#adapters/github/fine-grained-token-item.ts';
import { interner } from '#adapters/github/intern.ts';
import { member, outsideCollaborator } from '#adapters/github/person-item.ts';
import { repository, repositoryNode } from '#adapters/github/repository-item.ts';
import { ssoCredential } from '#adapters/github/sso-credential-item.ts';
import { tokenRequest } from '#adapters/github/token-request-item.ts';
import { repository as aRepository } from '#test/builders/items.ts';

type Raw = Readonly<Record<string, unknown>>;
const without = (raw: Raw, field: string) =>
  Object.fromEntries(Object.entries(raw).filter(([name]) => name !== field));

const octocat = { login: 'octocat', id: 583_231, node_id: 'x', type: 'User', site_admin: false };
const permissions = { organization: { members: 'read' }, repository: { metadata: 'read' } };
const grant: Raw = {
  id: 25_381,
  owner: octocat,
  repository_selection: 'subset',
  repositories_url: 'https://api.github.com/organizations/1/personal-access-tokens/25381/repositories',
  permissions,
  access_granted_at: '2023-05-16T08:47:09.000-07:00',
  token_id: 101_001,
  token_name: 'release notes',
  token_expired: false,
  token_expires_at: '2023-11-16T08:47:09Z',
  token_last_used_at: '2023-10-01 10:00:00 +0200',
};
const request: Raw = {
  ...without(grant, 'access_granted_at'),
  id: 84_848,
  reason: null,
  created_at: '2023-05-16T08:47:09Z',
};
const authorisation: Raw = {
  login: 'octocat',
  credential_id: 161_195,
  credential_type: 'personal access token',
  token_last_eight: '71c3fc11',
  credential_authorized_at: '2011-01-26T19:06:43Z',
  credential_accessed_at: '2011-01-26T19:06:43Z',
  scopes: ['user', 'repo'],
  authorized_credential_id: 12_345_678,
  authorized_credential_note: 'my token',
  authorized_credential_expires_at: '2011-02-25T19:06:43Z',
};
const sshKey: Raw = {
  ...without(
    without(without(authorisation, 'scopes'), 'token_last_eight'),
    'authorized_credential_expires_at',
  ),
  credential_type: 'SSH key',
  fingerprint: 'jklmnop12345678',
  authorized_credential_note: null,
  authorized_credential_title: 'my ssh key',
};
const installation: Raw = {
  id: 25_381,
  account: octocat,
  app_id: 2_837,
  app_slug: 'release-drafter',
  repository_selection: 'selected',
  permissions: { contents: 'read', metadata: 'read' },
  events: ['push'],
  created_at: '2017-07-08T16:18:44-04:00',
  suspended_at: null,
};
const key: Raw = {
  id: 7_001,
  key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5',
  url: 'https://api.github.com/repos/acme/hello-world/keys/7001',
  title: 'staging server',
  verified: true,
  created_at: '2014-12-10T15:53:42Z',
  read_only: true,
  added_by: 'octocat',
  last_used: '2022-01-10T15:53:42Z',
  enabled: true,
};
const edge: Raw = {
  role: 'ADMIN',
  hasTwoFactorEnabled: true,
  node: { databaseId: 583_231, login: 'octocat', name: 'Mona' },
};

const intern = interner();
const readers = {
  grant: (raw: Raw) => fineGrainedToken(raw, intern),
  request: (raw: Raw) => tokenRequest(raw, intern),
  authorisation: (raw: Raw) => ssoCredential(raw, intern),
  installation: (raw: Raw) => appInstallation(raw, intern),
  key: (raw: Raw) => deployKey(raw, aRepository(), intern),
  edge: (raw: Raw) => member(raw, intern),
};

describe('an item, as GitHub documents it, becomes', () => {
  it('a fine-grained token', () => {
    expect(readers.grant(grant)).toEqual({
      kind: 'fine-grained-token',
      id: '101001',
      grantId: 25_381,
      name: 'release notes',
      owner: { id: 583_231, login: 'octocat' },
      grantedAt: '2023-05-16T15:47:09Z',
      expiresAt: '2023-11-16T08:47:09Z',
      lastUsedAt: '2023-10-01T08:00:00Z',
      repositorySelection: 'subset',
      permissions: { organization: { members: 'read' }, repository: { metadata: 'read' } },
      repositories: null,
      repositoriesAsOf: null,
      expired: false,
    });
  });

  it('a token request', () => {
    expect(readers.request(request)).toMatchObject({
      kind: 'token-request',
      id: '84848',
      tokenId: '101001',
      reason: null,
      requestedAt: '2023-05-16T08:47:09Z',
      expired: false,
    });
  });

  it('a classic token, without its last eight characters', () => {
    const token = readers.authorisation(authorisation);
    expect(token).toEqual({
      kind: 'classic-token',
      id: '12345678',
      name: 'my token',
      owner: { id: null, login: 'octocat' },
      grantedAt: '2011-01-26T19:06:43Z',
      expiresAt: '2011-02-25T19:06:43Z',
      lastUsedAt: '2011-01-26T19:06:43Z',
      authorisationId: 161_195,
      stableId: true,
      scopes: ['user', 'repo'],
    });
    expect(JSON.stringify(token)).not.toContain('71c3fc11');
  });

  it('an SSH key', () => {
    expect(readers.authorisation(sshKey)).toMatchObject({
      kind: 'ssh-key',
      name: 'my ssh key',
      expiresAt: 'never',
      fingerprint: 'jklmnop12345678',
    });
  });

  it('an App installation', () => {
    expect(readers.installation(installation)).toEqual({
      kind: 'app-installation',
      id: '25381',
      name: 'release-drafter',
      owner: { id: 2_837, login: 'release-drafter' },
      grantedAt: '2017-07-08T20:18:44Z',
      expiresAt: 'never',
      lastUsedAt: 'unknown',
      appId: 2_837,
      appSlug: 'release-drafter',
      repositorySelection: 'selected',
      permissions: { app: { contents: 'read', metadata: 'read' } },
      events: ['push'],
      suspendedAt: null,
    });
  });

  it('a deploy key, without the key', () => {
    const found = readers.key(key);
    expect(found).toEqual({
      kind: 'deploy-key',
      id: '1296269:7001',
      name: 'staging server',
      owner: { id: null, login: 'octocat' },
      grantedAt: '2014-12-10T15:53:42Z',
      expiresAt: 'never',
      lastUsedAt: '2022-01-10T15:53:42Z',
      repository: aRepository(),
      readOnly: true,
      verified: true,
      enabled: true,
    });
    expect(JSON.stringify(found)).not.toContain('AAAAC3');
  });

  it('a person', () => {
    expect(readers.edge(edge)).toEqual({
      kind: 'person',
      id: '583231',
      name: 'Mona',
      owner: { id: 583_231, login: 'octocat' },
      role: 'admin',
      twoFactor: 'enabled',
    });
    expect(outsideCollaborator(octocat, intern)).toMatchObject({
      role: 'outside-collaborator',
      twoFactor: 'unknown',
      name: null,
    });
  });

  it('a repository, from REST and from GraphQL', () => {
    const expected = { id: 7, name: 'api', archived: true, visibility: 'internal' };
    expect(repository({ id: 7, name: 'api', private: true, visibility: 'internal', archived: true })).toEqual(
      expected,
    );
    const node = {
      databaseId: 7,
      name: 'api',
      isArchived: true,
      visibility: 'INTERNAL',
      deployKeys: { totalCount: 2 },
    };
    expect(repositoryNode(node)).toEqual({ repository: expected, deployKeys: 2 });
  });
});

describe('what GitHub leaves out, or adds, is kept apart from what it says', () => {
  it.each<[string, keyof typeof readers, Raw, Raw]>([
    ['a token that does not expire', 'grant', { ...grant, token_expires_at: null }, { expiresAt: 'never' }],
    [
      'a token of which no expiry is told',
      'grant',
      without(grant, 'token_expires_at'),
      { expiresAt: 'unknown' },
    ],
    ['a token that was not used', 'grant', { ...grant, token_last_used_at: null }, { lastUsedAt: 'never' }],
    [
      'a token of which no use is told',
      'grant',
      without(grant, 'token_last_used_at'),
      { lastUsedAt: 'unknown' },
    ],
    ['a token of nobody', 'grant', { ...grant, owner: null }, { owner: null }],
    ['a token without a name', 'grant', { ...grant, token_name: null }, { name: null }],
    [
      'a selection added later',
      'grant',
      { ...grant, repository_selection: 'by-property' },
      { repositorySelection: 'by-property' },
    ],
    [
      'permissions added later',
      'grant',
      { ...grant, permissions: { enterprise: { x: 'own' }, other: null } },
      { permissions: { enterprise: { x: 'own' } } },
    ],
    ['no permissions at all', 'grant', { ...grant, permissions: {} }, { permissions: {} }],
    ['fields added later', 'grant', { ...grant, token_color: 'blue' }, { id: '101001' }],
    ['a reason', 'request', { ...request, reason: 'Because' }, { reason: 'Because' }],
    [
      'a request that never expires',
      'request',
      { ...request, token_expires_at: null, token_last_used_at: null },
      { expiresAt: 'never', lastUsedAt: 'never' },
    ],
    [
      'scopes that are not told',
      'authorisation',
      without(authorisation, 'scopes'),
      { kind: 'classic-token', scopes: null },
    ],
    ['no scopes', 'authorisation', { ...authorisation, scopes: [] }, { scopes: [] }],
    [
      'an OAuth token',
      'authorisation',
      { ...authorisation, credential_type: 'OAuth app token' },
      { kind: 'oauth-token', scopes: ['user', 'repo'] },
    ],
    [
      "an App's user token",
      'authorisation',
      { ...authorisation, credential_type: 'GitHub app token' },
      { kind: 'app-user-token' },
    ],
    [
      'a type added later',
      'authorisation',
      { ...authorisation, credential_type: 'Passkey' },
      { kind: 'unrecognised', credentialType: 'Passkey' },
    ],
    [
      'an authorisation whose credential has no id',
      'authorisation',
      { ...authorisation, authorized_credential_id: null },
      { id: 'a161195', stableId: false },
    ],
    [
      'an authorisation that says nothing of one',
      'authorisation',
      without(authorisation, 'authorized_credential_id'),
      { id: 'a161195', stableId: false },
    ],
    [
      'a classic token that does not expire',
      'authorisation',
      { ...authorisation, authorized_credential_expires_at: null },
      { expiresAt: 'never' },
    ],
    [
      'a classic token of which no expiry is told',
      'authorisation',
      without(authorisation, 'authorized_credential_expires_at'),
      { expiresAt: 'unknown' },
    ],
    [
      'a classic token that was not used',
      'authorisation',
      { ...authorisation, credential_accessed_at: null },
      { lastUsedAt: 'never' },
    ],
    [
      'an SSH key that does expire after all',
      'authorisation',
      { ...sshKey, authorized_credential_expires_at: '2030-01-01T00:00:00Z' },
      { expiresAt: '2030-01-01T00:00:00Z' },
    ],
    [
      'an SSH key with neither note nor title',
      'authorisation',
      { ...sshKey, authorized_credential_title: null },
      { name: null },
    ],
    [
      'a suspended installation',
      'installation',
      { ...installation, suspended_at: '2026-01-01T00:00:00Z' },
      { suspendedAt: '2026-01-01T00:00:00Z' },
    ],
    ['a deploy key of nobody', 'key', { ...key, added_by: null }, { owner: null }],
    ['a deploy key that was not used', 'key', { ...key, last_used: null }, { lastUsedAt: 'never' }],
    ['a deploy key of which no use is told', 'key', without(key, 'last_used'), { lastUsedAt: 'unknown' }],
    [
      'a deploy key of a server that does not disable them',
      'key',
      without(key, 'enabled'),
      { enabled: null },
    ],
    [
      'a disabled deploy key that can push',
      'key',
      { ...key, enabled: false, read_only: false, verified: false },
      { enabled: false, readOnly: false, verified: false },
    ],
    [
      'a member',
      'edge',
      { ...edge, role: 'MEMBER', hasTwoFactorEnabled: false },
      { role: 'member', twoFactor: 'disabled' },
    ],
    [
      'a member whose second factor is not ours to know',
      'edge',
      { ...edge, hasTwoFactorEnabled: null },
      { twoFactor: 'unknown' },
    ],
    ['a role added later', 'edge', { ...edge, role: 'BILLING_MANAGER' }, { role: 'billing_manager' }],
  ])('%s', (_, reader, raw, expected) => {
    expect(readers[reader](raw)).toMatchObject(expected);
  });

  it('a repository of an older server: private or public, and not archived', () => {
    expect(repository({ id: 7, name: 'api', private: true })).toMatchObject({
      archived: false,
      visibility: 'private',
    });
    expect(repository({ id: 7, name: 'api', private: false })).toMatchObject({ visibility: 'public' });
  });
});

describe('what cannot be understood is named by its field and a short, inert piece of what came', () => {
  it.each<[string, keyof typeof readers, Raw, string]>([
    ['a missing id', 'grant', without(grant, 'token_id'), 'token_id is missing'],
    ['text for a number', 'grant', { ...grant, id: '25381' }, 'id is "25381"'],
    [
      'an id beyond what numbers can hold',
      'grant',
      { ...grant, token_id: 2 ** 60 },
      'token_id is 1152921504606847000',
    ],
    ['an object for text', 'grant', { ...grant, token_name: { a: 1 } }, 'token_name is an object'],
    ['a list for an owner', 'grant', { ...grant, owner: [] }, 'owner is a list'],
    [
      'a level that is no text',
      'grant',
      { ...grant, permissions: { repository: { contents: 7 } } },
      'permissions.repository.contents is 7',
    ],
    ['permissions that are missing', 'grant', without(grant, 'permissions'), 'permissions is missing'],
    [
      'a date in words',
      'grant',
      { ...grant, token_expires_at: 'next tuesday' },
      'token_expires_at is "next tuesday", which is no date with a zone',
    ],
    [
      'a date without a zone',
      'request',
      { ...request, created_at: '2026-01-01T00:00:00' },
      'created_at is "2026-01-01T00:00:00", which is no date with a zone',
    ],
    [
      'a day that does not exist',
      'key',
      { ...key, last_used: '2026-02-30T00:00:00Z' },
      'last_used is "2026-02-30T00:00:00Z", which is no date with a zone',
    ],
    [
      'an hour that does not exist',
      'key',
      { ...key, last_used: '2026-02-20T24:30:00Z' },
      'last_used is "2026-02-20T24:30:00Z", which is no date with a zone',
    ],
    [
      'active text',
      'key',
      { ...key, created_at: `\u001b[2J${'x'.repeat(500)}` },
      `created_at is "\\u{1b}[2J${'x'.repeat(49)}…, which is no date with a zone`,
    ],
    ['a member of no account', 'edge', { ...edge, node: null }, 'node is null'],
    ['no object at all', 'grant', 7 as never, 'the item is 7'],
  ])('%s', (_, reader, raw, message) => {
    expect(() => readers[reader](raw)).toThrow(new FieldError(message));
  });
});

it('keeps one copy of equal owners and permissions, and never one of another', () => {
  const [one, same, other] = [
    readers.grant(grant),
    readers.grant({ ...grant, token_id: 2, permissions: structuredClone(permissions) }),
    readers.grant({
      ...grant,
      owner: { ...octocat, login: 'renamed' },
      permissions: { repository: { metadata: 'write' } },
    }),
  ];
  expect(same?.owner).toBe(one?.owner);
  expect(same?.permissions).toBe(one?.permissions);
  expect(other).toMatchObject({
    owner: { login: 'renamed' },
    permissions: { repository: { metadata: 'write' } },
  });
});
