import type {
  DeployKey,
  FineGrainedToken,
  Installation,
  SsoCredential,
  TokenPermissions,
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
/** To write all of one line leads further than it says; the world has no rights to leaked secrets, which reading suffices for. */
const LEADS_FURTHER = [
  'contents workflows',
  'contents actions',
  'secrets actions',
  'secrets contents',
  'environments contents',
  'organization_actions_variables contents',
  'contents deployments',
  'contents pull_requests',
  'contents statuses',
  'contents checks',
  'contents repository_custom_properties',
  'contents organization_custom_properties',
  'organization_dependabot_secrets contents',
  'organization_codespaces_secrets codespaces',
  'organization_copilot_agent_settings issues',
  'organization_custom_roles',
  'organization_hooks',
  'organization_private_registries',
  'enterprise_teams',
  'emails',
];
const UNHEARD_OF = ['build_attestors', 'agent_memories', 'organization_agent_fleets', 'ai_controls'];
const BROAD_SCOPES = [
  'repo',
  'public_repo',
  'workflow',
  'write:packages',
  'admin:org',
  'admin:repo_hook',
  'delete_repo',
  'admin:enterprise',
];
const IRREPLACEABLE_SCOPES = ['read:packages', 'write:packages', 'admin:enterprise', 'notifications'];
const MACHINES =
  /^(airflow|ansible|argo|automation|backup|bot|build|ci|cron|deploy|deployment|dependabot|flux|gitlab|jenkins|k8s|kubernetes|mirror|nightly|pipeline|renovate|runner|scheduler|service|svc|sync|terraform)$/;
const KIND_OF_TYPE: Readonly<Record<string, string>> = {
  'personal access token': 'classic-token',
  'SSH key': 'ssh-key',
  'OAuth app token': 'oauth-token',
  'GitHub app token': 'app-user-token',
};

/** Night after night, since some findings are about what has changed. `others`: organisations scanned before this one. */
export function oracle(): (
  organisation: Organisation,
  now: string,
  others?: readonly Organisation[],
) => Expected {
  const growth = watchGrowth();
  return (organisation, now, others = []) => {
    const instant = Date.parse(now);
    const findings = [
      ...findingsOf(organisation, instant),
      ...spanning(organisation, others, instant),
      ...growth(organisation, instant),
    ];
    return { counts: countsOf(organisation), findings: findings.toSorted() };
  };
}

/** The people of the world take no rights back, and change no repositories: only permissions grow. */
function watchGrowth(): (organisation: Organisation, now: number) => string[] {
  let before = new Map<number, ReadonlySet<string>>();
  const since = new Map<number, number>();
  return ({ fineGrainedTokens }, now) => {
    const rights = new Map(
      fineGrainedTokens.map(({ permissions, tokenId }) => [tokenId, new Set(rightsWithin(permissions))]),
    );
    for (const [tokenId, held] of rights) {
      const had = before.get(tokenId);
      const grew = had !== undefined && !held.isSubsetOf(had);
      if (grew && now - (since.get(tokenId) ?? 0) > 7 * DAY) since.set(tokenId, now);
    }
    before = rights;
    return [...since].flatMap(([tokenId, when]) =>
      rights.has(tokenId) && now - when <= 7 * DAY ? [`rights-grew fine-grained-token:${tokenId}`] : [],
    );
  };
}

/** Each right with those that its level includes. */
function rightsWithin(permissions: TokenPermissions): string[] {
  const levels = ['read', 'write', 'admin'];
  return Object.values(permissions).flatMap((group) =>
    Object.entries((group ?? {}) as Readonly<Record<string, string>>).flatMap(([key, level]) =>
      levels.slice(0, levels.indexOf(level) + 1).map((each) => `${key} ${each}`),
    ),
  );
}

function spanning(organisation: Organisation, others: readonly Organisation[], now: number): string[] {
  const classic = ({ saml, ssoCredentials }: Organisation) =>
    saml ? ssoCredentials.filter((each) => kindOf(each) === 'classic-token') : [];
  const elsewhere = new Set(others.flatMap(classic).map((each) => each.authorizedCredentialId));
  return classic(organisation)
    .filter(({ expiresAt }) => !isOver(expiresAt, now))
    .map(({ authorizedCredentialId }) => authorizedCredentialId)
    .filter((id) => id !== null && elsewhere.has(id))
    .map((id) => `classic-spans-organisations classic-token:${id}`);
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
  const { fineGrainedTokens, installations, repositories, tokenRequests } = organisation;
  return [
    ...fineGrainedTokens.flatMap((token) => findingsOfToken(organisation, token, now)),
    ...authorised.flatMap((credential) => findingsOfCredential(organisation, credential, now)),
    ...installations.flatMap((app) =>
      findingsOfApp(app, now).map((rule) => `${rule} app-installation:${app.id}`),
    ),
    ...repositories.flatMap((repository) =>
      repository.deployKeys.flatMap((key) => {
        const name = `deploy-key:${repository.id}:${key.id}`;
        const rules = findingsOfDeployKey(key, now).map((rule) => `${rule} ${name}`);
        return [...rules, ...leaverSpeaks(organisation, name, key.addedBy)];
      }),
    ),
    ...tokenRequests.flatMap((request) => findingsOfRequest(organisation, request, now)),
    ...findingsOfPeople(organisation, now),
  ];
}

function findingsOfToken(organisation: Organisation, token: FineGrainedToken, now: number): string[] {
  const { expiresAt: expires, grantedAt: granted, lastUsedAt: used } = token;
  const name = `fine-grained-token:${token.tokenId}`;
  const over = isOver(expires, now);
  return [
    ...expirySpeaks(name, expires, now),
    ...(over ? [`expired-still-granted ${name}`] : ownerSpeaks(organisation, name, token.owner)),
    ...grantSpeaks(token, granted, now).map((rule) => `${rule} ${name}`),
    ...idleSpeaks(name, { used, granted, expires }, now),
    ...(over ? [] : machineSpeaks({ name: token.name, login: token.owner.login, used }, now)).map(
      (rule) => `${rule} ${name}`,
    ),
  ];
}

/** What is wrong with what a token was granted, or with what is asked for. */
function grantSpeaks(
  { expiresAt, permissions, repositorySelection }: TokenReach,
  since: string,
  now: number,
): string[] {
  const levels = Object.assign({}, ...Object.values(permissions)) as Readonly<Record<string, string>>;
  const over = isOver(expiresAt, now);
  return [
    ...(expiresAt === null ? ['never-expires'] : []),
    ...(expiresAt !== null && !over && lasts(since, expiresAt) > 366 * DAY ? ['lifetime-over-limit'] : []),
    ...(takesOver(levels) ? ['critical-permission'] : []),
    ...(leadsFurther(levels) ? ['escalation-path'] : []),
    ...(repositorySelection === 'all' && writes(permissions.repository).length > 0
      ? ['write-on-all-repositories']
      : []),
    ...(!over && isUnheardOf(levels) ? ['unrecognised-permission'] : []),
  ];
}

function findingsOfApp(
  { permissions, repositorySelection, suspendedAt }: Installation,
  now: number,
): string[] {
  const repositoryRights = Object.keys(permissions).filter((key) => !/^(members|organization_.*)$/.test(key));
  const felt = repositoryRights.filter((key) => permissions[key] !== 'read' || key === 'contents');
  return [
    ...(takesOver(permissions) ? ['app-critical-permission'] : []),
    ...(leadsFurther(permissions) ? ['escalation-path'] : []),
    // Reading and writing checks is a right that GitHub gives to Apps alone, and lists apart from repositories.
    ...(repositorySelection === 'all' && felt.some((key) => key !== 'checks')
      ? ['app-on-all-repositories']
      : []),
    ...(suspendedAt !== null && now - Date.parse(suspendedAt) > 14 * DAY ? ['app-suspended'] : []),
  ];
}

function findingsOfDeployKey({ createdAt, enabled, lastUsedAt, readOnly }: DeployKey, now: number): string[] {
  const idle =
    lastUsedAt !== undefined && enabled !== false && now - Date.parse(lastUsedAt ?? createdAt) > 90 * DAY;
  return [...(readOnly ? [] : ['deploy-key-can-write']), ...(idle ? ['deploy-key-unused'] : [])];
}

function findingsOfRequest(organisation: Organisation, request: TokenRequest, now: number): string[] {
  if (isOver(request.expiresAt, now)) return [];
  const name = `token-request:${request.id}`;
  const breaches = [
    ...grantSpeaks(request, request.createdAt, now),
    ...(isOutside(organisation, request.owner) ? ['outside'] : []),
  ];
  return [
    ...(breaches.length > 0 ? [`request-breaks-policy ${name}`] : []),
    ...(now - Date.parse(request.createdAt) > 3 * DAY ? [`request-waiting ${name}`] : []),
  ];
}

function findingsOfCredential(organisation: Organisation, credential: SsoCredential, now: number): string[] {
  const kind = kindOf(credential);
  const name = `${kind}:${credential.authorizedCredentialId ?? `a${credential.credentialId}`}`;
  const { accessedAt: used, authorizedAt: granted, expiresAt: expires } = credential;
  if (kind === 'ssh-key') {
    const idle = now - Date.parse(used ?? granted) > 90 * DAY;
    return [...ownerSpeaks(organisation, name, credential.user), ...(idle ? [`ssh-key-unused ${name}`] : [])];
  }
  return [
    ...expirySpeaks(name, expires, now),
    ...idleSpeaks(name, { used, granted, expires }, now),
    ...(kind === 'classic-token' && expires === null ? [`never-expires ${name}`] : []),
    ...(isOver(expires, now)
      ? [`expired-still-granted ${name}`]
      : [
          ...ownerSpeaks(organisation, name, credential.user),
          ...scopesSpeak(credential, kind, now).map((rule) => `${rule} ${name}`),
        ]),
  ];
}

function scopesSpeak(
  { accessedAt, authorizedAt, expiresAt, note, scopes, user }: SsoCredential,
  kind: string,
  now: number,
): string[] {
  if (kind === 'unrecognised') return ['unrecognised-permission'];
  if (scopes === null || kind === 'app-user-token') return [];
  const broad = scopes.some((scope) => BROAD_SCOPES.includes(scope)) ? ['broad-classic-scope'] : [];
  if (kind !== 'classic-token') return broad;
  const replaceable =
    !scopes.some((scope) => IRREPLACEABLE_SCOPES.includes(scope)) && wasUsed(accessedAt, now);
  const long = typeof expiresAt === 'string' && lasts(authorizedAt, expiresAt) > 90 * DAY;
  return [
    ...broad,
    ...(replaceable ? ['classic-replaceable'] : []),
    ...(long ? ['lifetime-over-limit'] : []),
    ...machineSpeaks({ name: note, login: user.login, used: accessedAt }, now),
  ];
}

function machineSpeaks(
  { login, name, used }: { name: string | null; login: string; used: string | null },
  now: number,
): string[] {
  const words = `${name ?? ''} ${login}`.toLowerCase();
  const machine =
    words.split(/[^a-z]+/).some((word) => MACHINES.test(word)) || /(^|[^a-z])k8s($|[^a-z])/.test(words);
  return machine && wasUsed(used, now) ? ['automation-wants-app'] : [];
}

const wasUsed = (used: string | null, now: number) => used !== null && now - Date.parse(used) <= 30 * DAY;
const lasts = (from: string, to: string) => Date.parse(to) - Date.parse(from);
const writes = (levels: Readonly<Record<string, string>> = {}) =>
  Object.keys(levels).filter((key) => levels[key] !== 'read' && !UNHEARD_OF.includes(key));
const isUnheardOf = (levels: Readonly<Record<string, string>>) =>
  Object.keys(levels).some((key) => UNHEARD_OF.includes(key));
const leadsFurther = (levels: Readonly<Record<string, string>>) =>
  LEADS_FURTHER.some((path) =>
    path.split(' ').every((key) => ['write', 'admin'].includes(levels[key] ?? '')),
  );

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
  if (isOver(expires, now)) return [];
  if (used === null) return now - Date.parse(granted) > 30 * DAY ? [`never-used ${name}`] : [];
  return now - Date.parse(used) > 90 * DAY ? [`unused ${name}`] : [];
}

function takesOver(levels: Readonly<Record<string, string>> | undefined): boolean {
  return Object.entries(levels ?? {}).some(
    ([key, level]) => TAKES_OVER.includes(key) && (level === 'write' || level === 'admin'),
  );
}

function kindOf({ type }: SsoCredential): string {
  return KIND_OF_TYPE[type] ?? 'unrecognised';
}
