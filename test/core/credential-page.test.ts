import { type InventoryItem, type ItemKind, orgLogin } from '#core/credential.ts';
import { credentialPage } from '#core/credential-page.ts';
import { deployKey, fineGrainedToken, repository } from '#test/builders/items.ts';

const SITE = 'https://github.example';

describe('a person acts on', () => {
  it.each<[string, ItemKind, string | null, InventoryItem | null, string]>([
    [
      'a token in the list it is in',
      'fine-grained-token',
      'octocat',
      null,
      'organizations/Acme/settings/personal-access-tokens/active',
    ],
    [
      'a request among the requests',
      'token-request',
      'octocat',
      null,
      'organizations/Acme/settings/personal-access-token-requests',
    ],
    [
      'an App at its installation',
      'app-installation',
      null,
      null,
      'organizations/Acme/settings/installations/7%2F1',
    ],
    [
      'a deploy key in its repository',
      'deploy-key',
      null,
      deployKey({ repository: repository({ name: 'a b' }) }),
      'Acme/a%20b/settings/keys',
    ],
    ['a deploy key nobody sees any more in the organisation', 'deploy-key', null, null, 'Acme'],
    [
      'a deploy key in the organisation if something else has its place',
      'deploy-key',
      null,
      fineGrainedToken(),
      'Acme',
    ],
    ['a classic token with its owner', 'classic-token', 'octo/cat', null, 'orgs/Acme/people/octo%2Fcat/sso'],
    ['an SSH key with its owner', 'ssh-key', 'octocat', null, 'orgs/Acme/people/octocat/sso'],
    ['an OAuth token with its owner', 'oauth-token', 'octocat', null, 'orgs/Acme/people/octocat/sso'],
    ['an App user token with its owner', 'app-user-token', 'octocat', null, 'orgs/Acme/people/octocat/sso'],
    ['what nobody knows with its owner', 'unrecognised', 'octocat', null, 'orgs/Acme/people/octocat/sso'],
    ['an SSH key without an owner among the people', 'ssh-key', null, null, 'orgs/Acme/people'],
    ['a person there', 'person', 'octo/cat', null, 'orgs/Acme/people/octo%2Fcat'],
    ['a person whose login is not known among the people', 'person', null, null, 'orgs/Acme/people'],
  ])('%s', (_, kind, owner, item, page) => {
    expect(credentialPage(SITE, orgLogin('Acme'), { kind, id: '7/1', owner }, item)).toBe(`${SITE}/${page}`);
  });
});
