import type { Credential, TokenRequest } from '#core/credential.ts';
import { describeCredential } from '#core/describe-credential.ts';
import {
  appInstallation,
  classicToken,
  deployKey,
  fineGrainedToken,
  sshKey,
  tokenRequest,
} from '#test/builders/items.ts';

const authorised = (kind: 'oauth-token' | 'app-user-token' | 'unrecognised') =>
  ({ ...classicToken({ name: null }), kind }) as Credential;
const nameless = { name: null, owner: null };

it.each<[string, Credential | TokenRequest]>([
  ['fine-grained token "release notes" of octocat', fineGrainedToken()],
  ['fine-grained token of octocat', fineGrainedToken({ name: null })],
  ['fine-grained token "release notes"', fineGrainedToken({ owner: null })],
  ['fine-grained token', fineGrainedToken(nameless)],
  ['classic token "nightly build" of octocat', classicToken()],
  ['SSH key "laptop" of octocat', sshKey()],
  ['OAuth token of octocat', authorised('oauth-token')],
  ['App user token of octocat', authorised('app-user-token')],
  ['credential of an unrecognised type of octocat', authorised('unrecognised')],
  ['request for the fine-grained token "metrics reader" of octocat', tokenRequest()],
  ['installation of the App release-drafter', appInstallation()],
  ['installation of the App release-drafter', appInstallation(nameless)],
  ['deploy key "staging server" of repository hello-world', deployKey()],
  ['deploy key of repository hello-world', deployKey(nameless)],
])('its owner recognises the %s', (words, credential) => {
  expect(describeCredential(credential)).toBe(words);
});
