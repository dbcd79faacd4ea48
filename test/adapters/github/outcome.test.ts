import type { Access } from '#adapters/github/access.ts';
import { outcomeOf } from '#adapters/github/outcome.ts';
import { SUBJECTS } from '#adapters/github/subject.ts';
import type { Trouble } from '#adapters/github/trouble.ts';
import { LISTING_SOURCES, type ListingSource } from '#core/reading.ts';
import type { Stop, Wait } from '#scan/ports.ts';
import { instant } from '#test/builders/items.ts';

type Answered = Extract<Trouble, { kind: 'answered' }>;
function answered(status: number, overrides: Partial<Answered> = {}): Answered {
  return {
    kind: 'answered',
    status,
    message: 'Said GitHub',
    signIn: false,
    acceptedPermissions: null,
    sso: null,
    ...overrides,
  };
}
function app(...permissions: string[]): Access {
  return {
    kind: 'app',
    installationId: 1,
    permissions: Object.fromEntries(permissions.map((name) => [name, 'read'])),
    repositorySelection: 'all',
  };
}
const all = app(...new Set(LISTING_SOURCES.map((source) => SUBJECTS[source].permission)));
const token: Access = { kind: 'token', fineGrained: false };

const until = instant('2026-11-22T03:00:00Z');
const ipList =
  'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled';

it.each<[string, Trouble, ListingSource, Access, Partial<Stop | Wait>]>([
  [
    'a spent limit',
    { kind: 'rate-limited', until, reason: 'spent' },
    'people',
    all,
    { kind: 'wait', until, reason: 'spent' },
  ],
  [
    'no connection',
    { kind: 'network', host: 'api.github.com', code: 'ENOTFOUND', reason: 'ENOTFOUND' },
    'people',
    all,
    { kind: 'failed', reason: 'no whole answer from api.github.com: ENOTFOUND' },
  ],
  [
    'a proxy',
    { kind: 'not-github', reason: 'a web page' },
    'people',
    all,
    { kind: 'failed', reason: 'a web page' },
  ],
  [
    'a key that does not sign',
    { kind: 'unsent', reason: 'no', passing: false },
    'people',
    all,
    { kind: 'failed', reason: 'no' },
  ],
  [
    '401 in the middle',
    answered(401, { signIn: true }),
    'people',
    all,
    { kind: 'failed', reason: 'credentials stopped working: GitHub answered 401, "Said GitHub"' },
  ],
  ['404 of the sign-in', answered(404, { signIn: true }), 'sso-credentials', all, { kind: 'failed' }],
  [
    '403 with the permission it wants',
    answered(403, { acceptedPermissions: 'members=read; organization_x=write,y=read' }),
    'people',
    all,
    { kind: 'refused', missingPermission: 'members=read; organization_x=write,y=read' },
  ],
  [
    '403 without',
    answered(403),
    'app-installations',
    all,
    { kind: 'refused', missingPermission: 'organization_administration=read' },
  ],
  [
    '403 by single sign-on',
    answered(403, { sso: 'required; url=https://github.com/orgs/acme/sso?authorization_request=A1' }),
    'people',
    token,
    {
      kind: 'refused',
      missingPermission: null,
      reason: expect.stringContaining('https://github.com/orgs/acme/sso?authorization_request=A1') as never,
    },
  ],
  [
    '403 by the IP allow list',
    answered(403, { message: ipList, acceptedPermissions: 'members=read' }),
    'people',
    all,
    { kind: 'refused', missingPermission: null },
  ],
  [
    '403 for fine-grained tokens to a token',
    answered(403),
    'fine-grained-tokens',
    token,
    {
      kind: 'refused',
      missingPermission: null,
      reason: expect.stringContaining('only a GitHub App may list fine-grained tokens') as never,
    },
  ],
  [
    '404 for fine-grained tokens to a token',
    answered(404),
    'fine-grained-tokens',
    token,
    { kind: 'refused', missingPermission: null },
  ],
  [
    '404 for fine-grained tokens to an App that may',
    answered(404),
    'fine-grained-tokens',
    all,
    { kind: 'unavailable', reason: 'this server has no list of fine-grained tokens' },
  ],
  [
    '404 for fine-grained tokens to an App that may not',
    answered(404),
    'fine-grained-tokens',
    app(),
    { kind: 'refused', missingPermission: 'organization_personal_access_tokens=read' },
  ],
  [
    '404 for requests to an App that may not',
    answered(404),
    'token-requests',
    app(),
    { kind: 'refused', missingPermission: 'organization_personal_access_token_requests=read' },
  ],
  ['404 for SSO to an App that may', answered(404), 'sso-credentials', all, { kind: 'unavailable' }],
  ['404 for SSO to a token', answered(404), 'sso-credentials', token, { kind: 'unavailable' }],
  [
    '404 for SSO to an App that may not',
    answered(404),
    'sso-credentials',
    app('members'),
    { kind: 'refused', missingPermission: 'organization_administration=read' },
  ],
  [
    '404 for App installations',
    answered(404),
    'app-installations',
    token,
    { kind: 'refused', missingPermission: 'organization_administration=read' },
  ],
  ['404 for people', answered(404), 'people', all, { kind: 'refused', missingPermission: 'members=read' }],
  ['410', answered(410), 'people', all, { kind: 'failed', reason: expect.stringContaining('410') as never }],
  [
    '422',
    answered(422),
    'people',
    all,
    { kind: 'failed', reason: 'GitHub answered 422, "Said GitHub" for people' },
  ],
  [
    '503',
    answered(503, { message: '' }),
    'people',
    all,
    { kind: 'failed', reason: 'GitHub answered 503 for people' },
  ],
])('%s', (_, trouble, source, access, outcome) => {
  expect(outcomeOf(trouble, SUBJECTS[source], access)).toMatchObject(outcome);
});
