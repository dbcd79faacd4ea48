import {
  type CelError,
  type CelInput,
  type CelMap,
  type CelType,
  celError,
  celList,
  celMap,
} from '@bufbuild/cel';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { levelRank } from '#core/catalogue/permission-entry.ts';
import {
  CREDENTIAL_KINDS,
  type Credential,
  type CredentialKind,
  type DeployKey,
  type FineGrainedToken,
  type Permissions,
  type Repository,
} from '#core/credential.ts';
import { describeCredential } from '#core/describe-credential.ts';
import type { Instant } from '#core/instant.ts';
import { BOOL, INT, PERMISSIONS, REPOSITORIES, STRING, STRINGS, TIMESTAMP } from './cel-types.ts';

/** One field of `credential` as an expression sees it. docs/custom-rules.md has the same list; a test compares. */
export interface ViewField {
  readonly type: CelType;
  /** The kinds of credential that have it. */
  readonly kinds: readonly CredentialKind[];
  read(credential: Credential, now: Instant): CelInput | CelError;
}

const unknowns = new Map<string, CelError>();

/** GitHub does not say, or there is nothing to say: an answer that depends on it is `unknown`. Made once each. */
export function notKnown(what: string): CelError {
  const known = unknowns.get(what) ?? celError(what);
  unknowns.set(what, known);
  return known;
}

const NO_EXPIRY = notKnown('the expiry date');
const NO_LAST_USE = notKnown('the last use');
export const time = (instant: Instant) => timestampFromMs(Date.parse(instant));

function field<Kind extends CredentialKind>(
  type: CelType,
  kinds: readonly Kind[],
  read: (credential: Extract<Credential, { kind: Kind }>, now: Instant) => CelInput | CelError,
): ViewField {
  return { type, kinds, read: read as ViewField['read'] };
}

const WITH_SCOPES = ['classic-token', 'oauth-token', 'app-user-token', 'unrecognised'] as const;
const WITH_PERMISSIONS = ['fine-grained-token', 'app-installation'] as const;

export const CREDENTIAL_FIELDS: ReadonlyMap<string, ViewField> = new Map([
  ['kind', field(STRING, CREDENTIAL_KINDS, ({ kind }) => kind)],
  ['id', field(STRING, CREDENTIAL_KINDS, ({ id }) => id)],
  ['description', field(STRING, CREDENTIAL_KINDS, describeCredential)],
  ['name', field(STRING, CREDENTIAL_KINDS, ({ name }) => name ?? notKnown('its name'))],
  ['owner', field(STRING, CREDENTIAL_KINDS, ({ owner }) => owner?.login ?? notKnown('its owner'))],
  [
    'grantedAt',
    field(TIMESTAMP, CREDENTIAL_KINDS, ({ grantedAt }) =>
      grantedAt === null ? notKnown('when it was granted') : time(grantedAt),
    ),
  ],
  [
    'expiresAt',
    field(TIMESTAMP, CREDENTIAL_KINDS, ({ expiresAt }) =>
      expiresAt === 'never' || expiresAt === 'unknown' ? NO_EXPIRY : time(expiresAt),
    ),
  ],
  [
    'neverExpires',
    field(BOOL, CREDENTIAL_KINDS, ({ expiresAt }) =>
      expiresAt === 'unknown' ? NO_EXPIRY : expiresAt === 'never',
    ),
  ],
  ['expired', field(BOOL, CREDENTIAL_KINDS, hasExpired)],
  [
    'lastUsedAt',
    field(TIMESTAMP, CREDENTIAL_KINDS, ({ lastUsedAt }) =>
      lastUsedAt === 'never' || lastUsedAt === 'unknown' ? NO_LAST_USE : time(lastUsedAt),
    ),
  ],
  [
    'neverUsed',
    field(BOOL, CREDENTIAL_KINDS, ({ lastUsedAt }) =>
      lastUsedAt === 'unknown' ? NO_LAST_USE : lastUsedAt === 'never',
    ),
  ],
  ['permissions', field(PERMISSIONS, WITH_PERMISSIONS, ({ permissions }) => celMap(flat(permissions)))],
  ['repositorySelection', field(STRING, WITH_PERMISSIONS, (credential) => credential.repositorySelection)],
  ['repositories', field(REPOSITORIES, ['fine-grained-token', 'deploy-key'], repositoriesOf)],
  ['scopes', field(STRINGS, WITH_SCOPES, ({ scopes }) => scopes ?? notKnown('its scopes'))],
  ['appSlug', field(STRING, ['app-installation'], ({ appSlug }) => appSlug)],
  ['appId', field(INT, ['app-installation'], ({ appId }) => BigInt(appId))],
  ['events', field(STRINGS, ['app-installation'], ({ events }) => events)],
  ['suspended', field(BOOL, ['app-installation'], ({ suspendedAt }) => suspendedAt !== null)],
  ['readOnly', field(BOOL, ['deploy-key'], ({ readOnly }) => readOnly)],
  ['verified', field(BOOL, ['deploy-key'], ({ verified }) => verified)],
  ['enabled', field(BOOL, ['deploy-key'], ({ enabled }) => enabled ?? notKnown('whether it is enabled'))],
  ['credentialType', field(STRING, ['unrecognised'], ({ credentialType }) => credentialType)],
] satisfies [string, ViewField][]);

/** How many things it lists: what an expression may take time for. */
export function sizeOf(credential: Credential): number {
  if (credential.kind === 'fine-grained-token') {
    return (credential.repositories?.length ?? 0) + countOf(credential.permissions);
  }
  if (credential.kind === 'app-installation') {
    return credential.events.length + countOf(credential.permissions);
  }
  return 'scopes' in credential ? (credential.scopes?.length ?? 0) : 0;
}

function hasExpired(credential: Credential, now: Instant): boolean | CelError {
  if (credential.kind === 'fine-grained-token' && credential.expired) return true;
  const { expiresAt } = credential;
  if (expiresAt === 'unknown') return NO_EXPIRY;
  return expiresAt !== 'never' && expiresAt <= now;
}

/** Keys are unique over the groups as far as the catalogue knows; of two that are not, the greater level counts. */
function flat(permissions: Permissions): Map<string, string> {
  const levels = new Map<string, string>();
  for (const group of Object.values(permissions)) {
    for (const [key, level] of Object.entries(group)) {
      const other = levels.get(key);
      if (other === undefined || levelRank(level) >= levelRank(other)) levels.set(key, level);
    }
  }
  return levels;
}

function countOf(permissions: Permissions): number {
  return Object.values(permissions).reduce((sum, levels) => sum + Object.keys(levels).length, 0);
}

/** `all` names none of them: which there are is not the token's to say. */
function repositoriesOf(credential: FineGrainedToken | DeployKey): CelInput | CelError {
  if (credential.kind === 'deploy-key') return celList([viewOfRepository(credential.repository)]);
  if (credential.repositorySelection === 'none') return [];
  if (credential.repositories === null) return notKnown('which repositories it reaches');
  return celList(credential.repositories.map(viewOfRepository));
}

/** As the library's map, which it would make of any other each time an expression comes to it. */
function viewOfRepository({ name, visibility, archived }: Repository): CelMap {
  return celMap(
    new Map<string, string | boolean>()
      .set('name', name)
      .set('visibility', visibility)
      .set('archived', archived),
  );
}
