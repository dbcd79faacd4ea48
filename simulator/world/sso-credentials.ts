import type { SsoCredential, SsoCredentialType } from './entities.ts';
import type { Ground } from './ground.ts';
import { register } from './register.ts';
import { daysAfter, type Moment } from './time.ts';
import { DAYS_LISTED_AFTER_EXPIRY } from './tokens.ts';

export interface NewSsoCredential {
  readonly login: string;
  /** Left out: `personal access token`. */
  readonly type?: SsoCredentialType;
  readonly authorizedAt?: string;
  readonly accessedAt?: string | null;
  /** Null: GitHub does not say. The same number in two organisations: the same credential. */
  readonly authorizedCredentialId?: number | null;
  readonly tokenLastEight?: string | null;
  readonly scopes?: readonly string[] | null;
  readonly fingerprint?: string | null;
  readonly title?: string | null;
  readonly note?: string | null;
  readonly expiresAt?: string | null | undefined;
}

export interface SsoCredentials {
  /** Live, ascending by the id of the authorisation. */
  readonly ssoCredentials: readonly SsoCredential[];
  ssoCredential(credentialId: number): SsoCredential | undefined;
  authoriseCredential(credential: NewSsoCredential): SsoCredential;
  revokeCredential(credentialId: number): SsoCredential;
  changeCredential(
    credentialId: number,
    changes: Partial<Pick<SsoCredential, 'accessedAt' | 'expiresAt' | 'note' | 'scopes'>>,
  ): SsoCredential;
}

export function ssoCredentialsOf(ground: Ground): {
  credentials: SsoCredentials;
  lapsesUntil(instant: string): Moment[];
} {
  const authorised = register<SsoCredential>({ id: ({ credentialId }) => credentialId, order: () => '' });
  const known = (credentialId: number, credential: SsoCredential | undefined): SsoCredential => {
    if (credential !== undefined) return credential;
    throw new RangeError(`${ground.organisation} has no authorised credential ${credentialId}.`);
  };

  const lapse = (credentialId: number) => {
    authorised.remove(credentialId);
    ground.note('credential-lapsed', credentialId);
  };

  const credentials: SsoCredentials = {
    ssoCredentials: authorised.all,
    ssoCredential: (credentialId) => authorised.get(credentialId),
    authoriseCredential(wanted) {
      const credential = ssoCredential(ground, wanted);
      authorised.add(credential);
      ground.note('credential-authorised', credential.credentialId);
      return credential;
    },
    revokeCredential(credentialId) {
      const credential = known(credentialId, authorised.remove(credentialId));
      ground.note('credential-revoked', credentialId);
      return credential;
    },
    changeCredential(credentialId, changes) {
      const credential = Object.assign(known(credentialId, authorised.get(credentialId)), changes);
      ground.note('credential-changed', credentialId);
      return credential;
    },
  };

  return {
    credentials,
    lapsesUntil(instant) {
      const limit = daysAfter(instant, -DAYS_LISTED_AFTER_EXPIRY);
      return authorised.all.flatMap(({ credentialId, expiresAt }) =>
        typeof expiresAt === 'string' && expiresAt <= limit
          ? [{ at: daysAfter(expiresAt, DAYS_LISTED_AFTER_EXPIRY), happen: () => lapse(credentialId) }]
          : [],
      );
    },
  };
}

/** The fields GitHub fills for each type, as far as the caller leaves them open. */
function ssoCredential(ground: Ground, wanted: NewSsoCredential): SsoCredential {
  const { type = 'personal access token' } = wanted;
  const credentialId = ground.nextId('authorisation');
  const own = wanted.authorizedCredentialId;
  return {
    credentialId,
    user: ground.user(wanted.login),
    type,
    authorizedAt: wanted.authorizedAt ?? ground.now(),
    accessedAt: wanted.accessedAt === undefined ? ground.now() : wanted.accessedAt,
    authorizedCredentialId: own === undefined ? ground.nextId('credential') : own,
    ...(type === 'SSH key' ? sshFields(credentialId, wanted) : tokenFields(credentialId, wanted)),
  };
}

type TypeFields = Pick<
  SsoCredential,
  'expiresAt' | 'fingerprint' | 'note' | 'scopes' | 'title' | 'tokenLastEight'
>;

function sshFields(credentialId: number, { fingerprint, title }: NewSsoCredential): TypeFields {
  return {
    tokenLastEight: null,
    scopes: null,
    fingerprint: fingerprint ?? fingerprintOf(credentialId),
    title: title ?? `laptop-${credentialId}`,
    note: null,
    expiresAt: undefined,
  };
}

function tokenFields(credentialId: number, wanted: NewSsoCredential): TypeFields {
  return {
    tokenLastEight: wanted.tokenLastEight ?? fingerprintOf(credentialId).slice(-8),
    scopes: wanted.scopes === undefined || wanted.scopes === null ? null : [...wanted.scopes],
    fingerprint: wanted.fingerprint ?? null,
    title: null,
    note: wanted.note ?? null,
    expiresAt: 'expiresAt' in wanted ? wanted.expiresAt : null,
  };
}

/** Looks like one, and is different for every id: 2654435761 is odd, so multiplying by it loses nothing. */
function fingerprintOf(id: number): string {
  return (Math.imul(id, 2_654_435_761) >>> 0).toString(16).padStart(12, '5e');
}
