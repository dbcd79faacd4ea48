import type { FineGrainedToken, SsoCredential } from '#simulator/world/entities.ts';
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
  return [
    ...organisation.fineGrainedTokens.flatMap((token) => findingsOfToken(token, now)),
    ...authorised.flatMap((credential) => findingsOfCredential(credential, now)),
    ...organisation.installations
      .filter(({ permissions }) => takesOver(permissions))
      .map(({ id }) => `critical-permission app-installation:${id}`),
  ];
}

function findingsOfToken(token: FineGrainedToken, now: number): string[] {
  const name = `fine-grained-token:${token.tokenId}`;
  return [
    ...expirySpeaks(name, token.expiresAt, now),
    ...(token.expiresAt === null ? [`never-expires ${name}`] : []),
    ...(Object.values(token.permissions).some(takesOver) ? [`critical-permission ${name}`] : []),
    ...idleSpeaks(name, { used: token.lastUsedAt, granted: token.grantedAt, expires: token.expiresAt }, now),
  ];
}

function findingsOfCredential(credential: SsoCredential, now: number): string[] {
  const kind = kindOf(credential);
  const name = `${kind}:${credential.authorizedCredentialId ?? `a${credential.credentialId}`}`;
  const judged = kind !== 'ssh-key';
  return [
    ...(kind === 'ssh-key' ? [] : expirySpeaks(name, credential.expiresAt, now)),
    ...(kind === 'classic-token' && credential.expiresAt === null ? [`never-expires ${name}`] : []),
    ...(judged
      ? idleSpeaks(
          name,
          { used: credential.accessedAt, granted: credential.authorizedAt, expires: credential.expiresAt },
          now,
        )
      : []),
  ];
}

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
