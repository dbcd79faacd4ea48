import * as z from 'zod';
import type {
  AppUserToken,
  ClassicToken,
  Expiry,
  OauthToken,
  SshKey,
  Unrecognised,
} from '#core/credential.ts';
import { parseFields } from './field-error.ts';
import type { Interner } from './intern.ts';
import { dateIn, expiry, lastUse } from './open-date.ts';

/**
 * The fields we use of one item of `GET /orgs/{org}/credential-authorizations`; the last eight characters of a
 * token are not among them.
 * https://docs.github.com/enterprise-cloud@latest/rest/orgs/orgs#list-saml-sso-authorizations-for-an-organization
 */
const SsoCredentialItem = z.object({
  login: z.string(),
  credential_id: z.int(),
  credential_type: z.string(),
  credential_authorized_at: z.string().nullish(),
  credential_accessed_at: z.string().nullish(),
  scopes: z.array(z.string()).nullish(),
  fingerprint: z.string().nullish(),
  authorized_credential_id: z.int().nullish(),
  authorized_credential_title: z.string().nullish(),
  authorized_credential_note: z.string().nullish(),
  authorized_credential_expires_at: z.string().nullish(),
});
type Item = z.output<typeof SsoCredentialItem>;

export type SsoCredential = ClassicToken | SshKey | OauthToken | AppUserToken | Unrecognised;

/** @throws {FieldError} */
export function ssoCredential(raw: unknown, intern: Interner): SsoCredential {
  const item = parseFields(SsoCredentialItem, raw);
  const base = common(item, intern);
  const scopes = item.scopes ?? null;
  switch (item.credential_type) {
    case 'personal access token':
      return { kind: 'classic-token', ...base, scopes };
    case 'SSH key':
      return { kind: 'ssh-key', ...base, expiresAt: keyExpiry(item), fingerprint: item.fingerprint ?? null };
    case 'OAuth app token':
      return { kind: 'oauth-token', ...base, scopes };
    case 'GitHub app token':
      return { kind: 'app-user-token', ...base, scopes };
    default:
      return { kind: 'unrecognised', ...base, scopes, credentialType: intern.text(item.credential_type) };
  }
}

function common(item: Item, intern: Interner) {
  const stable = item.authorized_credential_id ?? null;
  return {
    // `a` keeps the ids of authorisations apart from those of credentials: both count from 1.
    id: stable === null ? `a${item.credential_id}` : String(stable),
    name: item.authorized_credential_note ?? item.authorized_credential_title ?? null,
    owner: intern.owner(null, item.login),
    grantedAt: item.credential_authorized_at
      ? dateIn('credential_authorized_at', item.credential_authorized_at)
      : null,
    expiresAt: expiry('authorized_credential_expires_at', item.authorized_credential_expires_at),
    lastUsedAt: lastUse('credential_accessed_at', item.credential_accessed_at),
    authorisationId: item.credential_id,
    stableId: stable !== null,
  };
}

/** GitHub lets no SSH key expire, and mostly leaves the field out for them. */
function keyExpiry({ authorized_credential_expires_at: expires }: Item): Expiry {
  return expiry('authorized_credential_expires_at', expires ?? null);
}
