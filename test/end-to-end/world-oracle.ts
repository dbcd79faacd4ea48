import type {
  FineGrainedToken,
  SsoCredential,
  TokenReach,
  TokenRequest,
  User,
} from '#simulator/world/entities.ts';
import type { Organisation } from '#simulator/world/organisation.ts';

/**
 * What Patrol must say of an organisation, worked out from the world itself: not from its API, and with none of
 * Patrol's own code. The limits are those of the built-in policy.
 */
export interface Expected {
  readonly counts: Readonly<Record<string, number | null>>;
  /** `rule kind:id` with the tier where there is one, sorted. */
  readonly findings: readonly string[];
}

const DAY = 86_400_000;
const TIERS = [1, 3, 7, 14, 30];
const TAKES_OVER = [
  'administration',
  'workflows',
  'organization_administration',
  'organization_custom_org_roles',
  'members',
  'organization_secrets',
  'organization_self_hosted_runners',
  'organization_credentials',
  'keys',
  'organization_personal_access_tokens',
  'organization_personal_access_token_requests',
  'enterprise_administration',
  'enterprise_organization_installations',
  'enterprise_organization_installation_repositories',
  'enterprise_scim',
  'enterprise_credentials',
  'enterprise_custom_enterprise_roles',
];
const KIND_OF_TYPE: Readonly<Record<string, string>> = {
  'personal access token': 'classic-token',
  'SSH key': 'ssh-key',
  'OAuth app token': 'oauth-token',
  'GitHub app token': 'app-user-token',
};

export function expectedOf(organisation: Organisation, now: string): Expected {
  return { counts: countsOf(organisation), findings: findingsOf(organisation, Date.parse(now)).toSorted() };
}

function countsOf(organisation: Organisation): Expected['counts'] {
  const sso = (kind: string) =>
    organisation.saml ? organisation.ssoCredentials.filter((each) => kindOf(each) === kind).length : null;
  return {
    'fine-grained-token': organisation.fineGrainedTokens.length,
    'classic-token': sso('classic-token'),
    'ssh-key': sso('ssh-key'),
    'oauth-token': sso('oauth-token'),
    'app-user-token': sso('app-user-token'),
    unrecognised: sso('unrecognised'),
    'app-installation': organisation.installations.length,
    'deploy-key': organisation.repositories.reduce((sum, { deployKeys }) => sum + deployKeys.length, 0),
    'token-request': organisation.tokenRequests.length,
    person: organisation.members.length + organisation.outsideCollaborators.length,
  };
}

function findingsOf(organisation: Organisation, now: number): string[] {
  const authorised = organisation.saml ? organisation.ssoCredentials : [];
  const keys = organisation.repositories.flatMap(({ id, deployKeys }) =>
    deployKeys.map((key) => ({ ...key, name: `deploy-key:${id}:${key.id}` })),
  );
  return [
    ...organisation.fineGrainedTokens.flatMap((token) => findingsOfToken(organisation, token, now)),
    ...authorised.flatMap((credential) => findingsOfCredential(organisation, credential, now)),
    ...organisation.installations
      .filter(({ permissions }) => takesOver(permissions))
      .map(({ id }) => `critical-permission app-installation:${id}`),
    ...keys.flatMap(({ addedBy, name }) => leaverSpeaks(organisation, name, addedBy)),
    ...organisation.tokenRequests.flatMap((request) => findingsOfRequest(organisation, request, now)),
    ...findingsOfPeople(organisation, now),
  ];
}

function findingsOfToken(organisation: Organisation, token: FineGrainedToken, now: number): string[] {
  const name = `fine-grained-token:${token.tokenId}`;
  return [
    ...expirySpeaks(name, token.expiresAt, now),
    ...(isOver(token.expiresAt, now) ? [] : ownerSpeaks(organisation, name, token.owner)),
    ...grantSpeaks(token).map((rule) => `${rule} ${name}`),
    ...idleSpeaks(name, { used: token.lastUsedAt, granted: token.grantedAt, expires: token.expiresAt }, now),
  ];
}

/** What is wrong with what a token was granted, or with what is asked for. */
function grantSpeaks({ expiresAt, permissions }: Pick<TokenReach, 'expiresAt' | 'permissions'>): string[] {
  return [
    ...(expiresAt === null ? ['never-expires'] : []),
    ...(Object.values(permissions).some(takesOver) ? ['critical-permission'] : []),
  ];
}

function findingsOfRequest(organisation: Organisation, request: TokenRequest, now: number): string[] {
  if (isOver(request.expiresAt, now)) return [];
  const name = `token-request:${request.id}`;
  const breaches = [...grantSpeaks(request), ...(isOutside(organisation, request.owner) ? ['outside'] : [])];
  return [
    ...(breaches.length > 0 ? [`request-breaks-policy ${name}`] : []),
    ...(now - Date.parse(request.createdAt) > 3 * DAY ? [`request-waiting ${name}`] : []),
  ];
}

function findingsOfCredential(organisation: Organisation, credential: SsoCredential, now: number): string[] {
  const kind = kindOf(credential);
  const name = `${kind}:${credential.authorizedCredentialId ?? `a${credential.credentialId}`}`;
  const { accessedAt: used, authorizedAt: granted, expiresAt: expires } = credential;
  return [
    ...(isOver(expires, now) ? [] : ownerSpeaks(organisation, name, credential.user)),
    ...(kind === 'ssh-key' ? [] : expirySpeaks(name, expires, now)),
    ...(kind === 'classic-token' && expires === null ? [`never-expires ${name}`] : []),
    ...(kind === 'ssh-key' ? [] : idleSpeaks(name, { used, granted, expires }, now)),
  ];
}

function ownerSpeaks(organisation: Organisation, name: string, user: User): string[] {
  return isOutside(organisation, user)
    ? [`owner-is-outside-collaborator ${name}`]
    : leaverSpeaks(organisation, name, user);
}

function leaverSpeaks(organisation: Organisation, name: string, user: User | null): string[] {
  const here = user === null || isMember(organisation, user) || isOutside(organisation, user);
  return here ? [] : [`owner-left ${name}`];
}

const isMember = ({ members }: Organisation, { id }: User) => members.some(({ user }) => user.id === id);
const isOutside = ({ outsideCollaborators }: Organisation, { id }: User) =>
  outsideCollaborators.some(({ user }) => user.id === id);

/** GitHub says nothing of the second factor of outside collaborators. */
function findingsOfPeople(organisation: Organisation, now: number): string[] {
  const owners = new Set([
    ...organisation.fineGrainedTokens.map(({ owner }) => owner.id),
    ...(organisation.saml ? organisation.ssoCredentials : []).map(({ user }) => user.id),
    ...organisation.repositories.flatMap(({ deployKeys }) => deployKeys.map(({ addedBy }) => addedBy?.id)),
  ]);
  const liveTokensOf = ({ id }: User) =>
    organisation.fineGrainedTokens.filter(
      ({ owner, expiresAt }) => owner.id === id && !isOver(expiresAt, now),
    );
  const people = [...organisation.members, ...organisation.outsideCollaborators].map(({ user }) => user);
  return [
    ...organisation.members
      .filter(({ twoFactor, user }) => !twoFactor && owners.has(user.id))
      .map(({ user }) => `owner-without-2fa person:${user.id}`),
    ...people
      .filter((user) => liveTokensOf(user).length >= 45)
      .map(({ id }) => `owner-near-token-limit person:${id}`),
  ];
}

const isOver = (expires: string | null | undefined, now: number): boolean =>
  typeof expires === 'string' && Date.parse(expires) <= now;

function expirySpeaks(name: string, expires: string | null | undefined, now: number): string[] {
  if (!expires || Date.parse(expires) <= now) return [];
  const left = (Date.parse(expires) - now) / DAY;
  const tier = TIERS.find((days) => left <= days);
  return tier === undefined ? [] : [`expires-soon ${name} ${tier}`];
}

function idleSpeaks(
  name: string,
  { expires, granted, used }: { used: string | null; granted: string; expires: string | null | undefined },
  now: number,
): string[] {
  if (expires && Date.parse(expires) <= now) return [];
  return now - Date.parse(used ?? granted) > 90 * DAY ? [`unused ${name}`] : [];
}

function takesOver(levels: Readonly<Record<string, string>> | undefined): boolean {
  return Object.entries(levels ?? {}).some(
    ([key, level]) => TAKES_OVER.includes(key) && (level === 'write' || level === 'admin'),
  );
}

function kindOf({ type }: SsoCredential): string {
  return KIND_OF_TYPE[type] ?? 'unrecognised';
}
