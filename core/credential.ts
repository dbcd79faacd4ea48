import type { Brand } from './brand.ts';
import type { Instant } from './instant.ts';

export type OrgLogin = Brand<string, 'OrgLogin'>;

/** `kind:native id`, unique within an organisation (design §4). Names and logins are attributes, never identity. */
export type ItemKey = Brand<string, 'ItemKey'>;

/** Wraps an organisation login. @throws {RangeError} when GitHub could not have issued it. */
export function orgLogin(value: string): OrgLogin {
  if (!/^[a-z\d](?:[a-z\d-]{0,38})$/i.test(value)) {
    throw new RangeError(
      `"${value}" is not a GitHub organisation login (letters, digits and hyphens, at most 39).`,
    );
  }
  return value as OrgLogin;
}

export const CREDENTIAL_KINDS = [
  'fine-grained-token',
  'classic-token',
  'ssh-key',
  'oauth-token',
  'app-user-token',
  'app-installation',
  'deploy-key',
  'unrecognised',
] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** A value of GitHub's that Patrol knows by name, or one GitHub added since: kept and shown as it came. */
type Open<Known extends string> = Known | (string & Record<never, never>);

/** `never`: GitHub says it does not expire. `unknown`: GitHub did not say. Neither is a date. */
export type Expiry = Instant | 'never' | 'unknown';
/** `never`: GitHub says it was not used. `unknown`: GitHub does not tell for this kind. */
export type LastUse = Instant | 'never' | 'unknown';

/** The person or App behind a credential: the numeric id is identity, the login an attribute that may change. */
export interface Owner {
  readonly id: number | null;
  readonly login: string;
}

export interface Repository {
  readonly id: number;
  /** Name without the owner: `api`, not `acme/api`. */
  readonly name: string;
  readonly archived: boolean;
  readonly visibility: Open<'public' | 'private' | 'internal'>;
}

/** Group (`organization`, `repository`, `other`, or one GitHub added) → permission key → level. */
export type Permissions = Readonly<
  Record<string, Readonly<Record<string, Open<'read' | 'write' | 'admin'>>>>
>;

interface ItemBase {
  /** GitHub's own id for it; see design §4 for which one. */
  readonly id: string;
  /** What its owner called it: somebody else's words, to be shown through `inert` only. */
  readonly name: string | null;
  readonly owner: Owner | null;
}

interface CredentialBase extends ItemBase {
  /** When it was granted, authorised, installed or added; GitHub does not tell when a token was made. */
  readonly grantedAt: Instant | null;
  readonly expiresAt: Expiry;
  readonly lastUsedAt: LastUse;
}

/** Which repositories a token or request reaches, and what it may do there. */
interface Reach {
  readonly repositorySelection: Open<'all' | 'subset' | 'none'>;
  readonly permissions: Permissions;
  /** Sorted by id. Null: the selection is not `subset`, or they could not be read yet. */
  readonly repositories: readonly Repository[] | null;
  /** The scan in which `repositories` were last read; null with `repositories`. */
  readonly repositoriesAsOf: Instant | null;
}

export interface FineGrainedToken extends CredentialBase, Reach {
  readonly kind: 'fine-grained-token';
  /** GitHub's `pat_id`: the approval in this organisation, needed to revoke it. */
  readonly grantId: number;
  readonly expired: boolean;
}

/** An SSO authorisation (SAML organisations): `authorisationId` is what revoking it needs. */
interface Authorised extends CredentialBase {
  readonly authorisationId: number;
  /** False where GitHub gave no `authorized_credential_id`, so that re-authorising it will look like a new one. */
  readonly stableId: boolean;
}
export interface ClassicToken extends Authorised {
  readonly kind: 'classic-token';
  /** As GitHub gives them: normalised, implied ones dropped. Null: GitHub did not say. */
  readonly scopes: readonly string[] | null;
}
export interface SshKey extends Authorised {
  readonly kind: 'ssh-key';
  readonly fingerprint: string | null;
}
export interface OauthToken extends Authorised {
  readonly kind: 'oauth-token';
  readonly scopes: readonly string[] | null;
}
export interface AppUserToken extends Authorised {
  readonly kind: 'app-user-token';
  readonly scopes: readonly string[] | null;
}
/** A credential type GitHub added after us: kept with the type as it came. */
export interface Unrecognised extends Authorised {
  readonly kind: 'unrecognised';
  readonly credentialType: string;
  readonly scopes: readonly string[] | null;
}
export interface AppInstallation extends CredentialBase {
  readonly kind: 'app-installation';
  readonly appId: number;
  readonly appSlug: string;
  readonly repositorySelection: Open<'all' | 'selected'>;
  /** Permission key → level, in GitHub's App names (they differ from the tokens' for user keys). */
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly suspendedAt: Instant | null;
}
export interface DeployKey extends CredentialBase {
  readonly kind: 'deploy-key';
  readonly repository: Repository;
  readonly readOnly: boolean;
  readonly verified: boolean;
  /** Null: this server does not say. */
  readonly enabled: boolean | null;
}

export type Credential =
  | FineGrainedToken
  | ClassicToken
  | SshKey
  | OauthToken
  | AppUserToken
  | AppInstallation
  | DeployKey
  | Unrecognised;

/** A pending request for a fine-grained token to reach the organisation. `id` is the request's. */
export interface TokenRequest extends ItemBase, Reach {
  readonly kind: 'token-request';
  readonly tokenId: string;
  readonly reason: string | null;
  readonly requestedAt: Instant;
  readonly expiresAt: Expiry;
  readonly lastUsedAt: LastUse;
  readonly expired: boolean;
}

/** A member or outside collaborator. `id` is the numeric user id; `owner` is the person itself. */
export interface Person extends ItemBase {
  readonly kind: 'person';
  readonly role: Open<'admin' | 'member' | 'outside-collaborator'>;
  /** `unknown`: GitHub tells organisation owners only. */
  readonly twoFactor: 'enabled' | 'disabled' | 'unknown';
}

/** Whatever a source lists: what the snapshot remembers. */
export type InventoryItem = Credential | TokenRequest | Person;
export type ItemKind = InventoryItem['kind'];

export function keyOf(item: Pick<InventoryItem, 'kind' | 'id'>): ItemKey {
  return `${item.kind}:${item.id}` as ItemKey;
}

export function isCredential(item: InventoryItem): item is Credential {
  return item.kind !== 'token-request' && item.kind !== 'person';
}
