/** What the world is made of. All instants are `2026-10-20T02:00:00Z`; `null` where GitHub would say null. */

export interface User {
  readonly id: number;
  login: string;
  readonly name: string | null;
}

export interface Member {
  readonly user: User;
  role: 'admin' | 'member';
  twoFactor: boolean;
  readonly joinedAt: string;
}

/** What the organisation's identity provider says of whoever signed in by SAML. */
export interface ExternalIdentity {
  readonly number: number;
  /** Null: nobody at GitHub has claimed it. */
  readonly user: User | null;
  readonly nameId: string | null;
  readonly username: string | null;
  /** Null: the provider says nothing of e-mail. */
  readonly emails: readonly { readonly value: string; readonly primary: boolean | null }[] | null;
}

export interface OutsideCollaborator {
  readonly user: User;
  twoFactor: boolean;
}

export interface DeployKey {
  readonly id: number;
  readonly title: string;
  readonly key: string;
  readonly readOnly: boolean;
  readonly verified: boolean;
  readonly addedBy: User | null;
  readonly createdAt: string;
  /** Undefined: the answer has no such field, as on older servers. */
  lastUsedAt: string | null | undefined;
  enabled: boolean | undefined;
}

export interface Repository {
  readonly id: number;
  name: string;
  archived: boolean;
  visibility: 'public' | 'private' | 'internal';
  readonly createdAt: string;
  /** Ascending by id. */
  readonly deployKeys: DeployKey[];
}

export type PermissionLevels = Record<string, string>;

/** Groups as GitHub gives them; a world may hold a group or a key nobody has heard of. */
export interface TokenPermissions {
  organization?: PermissionLevels;
  repository?: PermissionLevels;
  other?: PermissionLevels;
}

/** What a fine-grained token, or a request for one, may reach. */
export interface TokenReach {
  readonly tokenId: number;
  readonly owner: User;
  name: string;
  repositorySelection: 'none' | 'all' | 'subset';
  /** Of a `subset`, ascending by id; empty otherwise. */
  repositories: Repository[];
  permissions: TokenPermissions;
  expiresAt: string | null;
  lastUsedAt: string | null;
}

export interface FineGrainedToken extends TokenReach {
  readonly grantId: number;
  readonly grantedAt: string;
}

export interface TokenRequest extends TokenReach {
  readonly id: number;
  readonly reason: string | null;
  readonly createdAt: string;
}

export type SsoCredentialType =
  | 'personal access token'
  | 'SSH key'
  | 'OAuth app token'
  | 'GitHub app token'
  | (string & Record<never, never>);

/** One SSO authorisation: a credential of a member that may pass the organisation's SAML. */
export interface SsoCredential {
  /** Of the authorisation; `authorizedCredentialId` is the credential's own. */
  readonly credentialId: number;
  readonly user: User;
  readonly type: SsoCredentialType;
  readonly authorizedAt: string;
  accessedAt: string | null;
  readonly authorizedCredentialId: number | null;
  readonly tokenLastEight: string | null;
  scopes: string[] | null;
  readonly fingerprint: string | null;
  readonly title: string | null;
  note: string | null;
  /** Undefined: this type has no such field. */
  expiresAt: string | null | undefined;
}

export interface Installation {
  readonly id: number;
  readonly appId: number;
  readonly appSlug: string;
  readonly clientId: string;
  repositorySelection: 'all' | 'selected';
  /** Of a `selected` one. */
  repositories: Repository[];
  permissions: PermissionLevels;
  events: string[];
  readonly createdAt: string;
  updatedAt: string;
  suspendedAt: string | null;
}
