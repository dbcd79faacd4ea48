import type { Credential, TokenRequest } from '#core/credential.ts';
import { powerOf } from '#core/power.ts';
import {
  appInstallation,
  classicToken,
  deployKey,
  fineGrainedToken,
  sshKey,
  tokenRequest,
} from '#test/builders/items.ts';

const admin = { repository: { metadata: 'read', administration: 'write' } } as const;
const none = { repository: {} };
const scoped = (kind: string, scopes: string[] | null) =>
  ({ ...classicToken(), kind, scopes }) as unknown as Credential;

it.each<[string, Credential | TokenRequest, string]>([
  ['a fine-grained token that administers', fineGrainedToken({ permissions: admin }), 'critical'],
  ['a fine-grained token without permissions', fineGrainedToken({ permissions: none }), 'low'],
  ['a request to administer', tokenRequest({ permissions: admin }), 'critical'],
  [
    'an app that administers',
    appInstallation({ permissions: { app: { administration: 'write' } } }),
    'critical',
  ],
  ...['classic-token', 'oauth-token', 'app-user-token', 'unrecognised'].flatMap(
    (kind): [string, Credential, string][] => [
      [`what is called ${kind} and administers`, scoped(kind, ['read:org', 'admin:org']), 'critical'],
      [`what is called ${kind} and has no scopes`, scoped(kind, []), 'low'],
      [`what is called ${kind} and hides its scopes`, scoped(kind, null), 'medium'],
    ],
  ),
  ['a deploy key that may only read', deployKey({ readOnly: true }), 'medium'],
  ['a deploy key that may write', deployKey({ readOnly: false }), 'high'],
  ['an SSH key', sshKey(), 'high'],
])('the power of %s', (_, item, power) => {
  expect(powerOf(item)).toBe(power);
});
