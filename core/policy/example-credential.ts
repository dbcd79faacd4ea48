import * as z from 'zod';
import { CREDENTIAL_KINDS, type Credential, type CredentialKind } from '../credential.ts';
import { parseInstant } from '../instant.ts';
import { COMPLIANT, COMPLIANT_REPOSITORY } from './compliant-credential.ts';
import { mapping } from './mapping.ts';

/** A date and time with a zone, or one of these words. */
function moment(...words: readonly string[]) {
  return z.string().transform((text, context) => {
    if (words.includes(text)) return text;
    try {
      return parseInstant(text);
    } catch {
      const or = words.map((word) => `, or ${word}`).join('');
      context.addIssue(`is no date and time with a zone, such as 2026-11-22T02:00:00Z${or}`);
      return z.NEVER;
    }
  });
}

export const instant = moment();
const whole = z.int().min(0);
const words = z.array(z.string());
const permissions = z.record(z.string(), z.record(z.string(), z.string()));
const owner = z
  .union(
    [
      z.string().transform((login) => ({ id: null, login })),
      mapping({ id: whole.nullable(), login: z.string() }),
    ],
    { error: 'Write a login, or a mapping of id and login' },
  )
  .nullable();
const repository = mapping({
  id: whole.optional(),
  name: z.string().optional(),
  archived: z.boolean().optional(),
  visibility: z.string().optional(),
}).transform((written) => ({ ...COMPLIANT_REPOSITORY, ...written }));

const COMMON = {
  id: z.string(),
  name: z.string().nullable(),
  owner,
  grantedAt: instant.nullable(),
  expiresAt: moment('never', 'unknown'),
  lastUsedAt: moment('never', 'unknown'),
  /** As `patrol inventory --format json` prints; no rule sees them. */
  seen: z.string(),
  carriedOver: z.boolean(),
};
const AUTHORISED = { ...COMMON, authorisationId: whole, stableId: z.boolean() };
const WITH_SCOPES = { ...AUTHORISED, scopes: words.nullable() };

const FIELDS: Readonly<Record<CredentialKind, z.ZodRawShape>> = {
  'fine-grained-token': {
    ...COMMON,
    grantId: whole,
    expired: z.boolean(),
    repositorySelection: z.string(),
    permissions,
    repositories: z.array(repository).nullable(),
    repositoriesAsOf: instant.nullable(),
  },
  'classic-token': WITH_SCOPES,
  'oauth-token': WITH_SCOPES,
  'app-user-token': WITH_SCOPES,
  unrecognised: { ...WITH_SCOPES, credentialType: z.string() },
  'ssh-key': { ...AUTHORISED, fingerprint: z.string().nullable() },
  'app-installation': {
    ...COMMON,
    appId: whole,
    appSlug: z.string(),
    repositorySelection: z.string(),
    permissions,
    events: words,
    suspendedAt: instant.nullable(),
  },
  'deploy-key': {
    ...COMMON,
    repository,
    readOnly: z.boolean(),
    verified: z.boolean(),
    enabled: z.boolean().nullable(),
  },
};

function credentialOf(kind: CredentialKind) {
  const optional = Object.entries(FIELDS[kind]).map(([name, schema]) => [
    name,
    (schema as z.ZodType).optional(),
  ]);
  return mapping({ kind: z.literal(kind), ...Object.fromEntries(optional) });
}

const [first, ...others] = CREDENTIAL_KINDS;

/**
 * A credential of which only what matters is written, laid over a compliant one of its kind. Written as
 * `patrol inventory --format json` prints it, so that a real one can be pasted.
 */
export const exampleCredential: z.ZodType<Credential> = z
  .discriminatedUnion('kind', [credentialOf(first), ...others.map(credentialOf)])
  .transform((written) => {
    const {
      carriedOver: _,
      seen: __,
      ...said
    } = written as Record<string, unknown> & { kind: CredentialKind };
    return { ...COMPLIANT[said.kind], ...said } as Credential;
  });
