import type {
  AppInstallation,
  ClassicToken,
  DeployKey,
  FineGrainedToken,
  Owner,
  Person,
  Repository,
  SshKey,
  TokenRequest,
} from '#core/credential.ts';
import type { Finding, Fingerprint } from '#core/finding.ts';
import type { Instant } from '#core/instant.ts';

/** The night every builder's defaults are compliant in. */
export const NIGHT = '2026-11-22T02:00:00Z' as Instant;

export const instant = (text: string): Instant => text as Instant;
export const owner = (login = 'octocat', id = 583_231): Owner => ({ id, login });

export function repository(overrides: Partial<Repository> = {}): Repository {
  return { id: 1_296_269, name: 'hello-world', archived: false, visibility: 'private', ...overrides };
}

/** Short-lived, in use, one repository, reads only: nothing to find. */
export function fineGrainedToken(overrides: Partial<FineGrainedToken> = {}): FineGrainedToken {
  return {
    kind: 'fine-grained-token',
    id: '101001',
    name: 'release notes',
    owner: owner(),
    grantedAt: instant('2026-09-01T09:30:12Z'),
    expiresAt: instant('2027-02-20T09:30:12Z'),
    lastUsedAt: instant('2026-11-21T17:45:03Z'),
    repositorySelection: 'subset',
    permissions: { repository: { metadata: 'read', contents: 'read' } },
    repositories: [repository()],
    repositoriesAsOf: NIGHT,
    grantId: 25_381,
    expired: false,
    ...overrides,
  };
}

export function classicToken(overrides: Partial<ClassicToken> = {}): ClassicToken {
  return {
    kind: 'classic-token',
    id: '161195',
    name: 'nightly build',
    owner: owner(),
    grantedAt: instant('2026-10-01T08:00:00Z'),
    expiresAt: instant('2026-12-29T08:00:00Z'),
    lastUsedAt: instant('2026-11-21T23:10:00Z'),
    authorisationId: 161_195,
    stableId: true,
    scopes: ['read:org'],
    ...overrides,
  };
}

export function sshKey(overrides: Partial<SshKey> = {}): SshKey {
  return {
    kind: 'ssh-key',
    id: '161196',
    name: 'laptop',
    owner: owner(),
    grantedAt: instant('2026-06-10T12:00:00Z'),
    expiresAt: 'unknown',
    lastUsedAt: instant('2026-11-20T10:00:00Z'),
    authorisationId: 161_196,
    stableId: true,
    fingerprint: 'SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8',
    ...overrides,
  };
}

export function appInstallation(overrides: Partial<AppInstallation> = {}): AppInstallation {
  return {
    kind: 'app-installation',
    id: '25381',
    name: 'Release Drafter',
    owner: owner('release-tools', 9_919),
    grantedAt: instant('2026-03-01T12:00:00Z'),
    expiresAt: 'never',
    lastUsedAt: 'unknown',
    appId: 2_837,
    appSlug: 'release-drafter',
    repositorySelection: 'selected',
    permissions: { app: { metadata: 'read', contents: 'read' } },
    events: ['push'],
    suspendedAt: null,
    ...overrides,
  };
}

export function deployKey(overrides: Partial<DeployKey> = {}): DeployKey {
  return {
    kind: 'deploy-key',
    id: '1296269:7001',
    name: 'staging server',
    owner: owner(),
    grantedAt: instant('2026-05-05T05:05:05Z'),
    expiresAt: 'never',
    lastUsedAt: instant('2026-11-21T04:00:00Z'),
    repository: repository(),
    readOnly: true,
    verified: true,
    enabled: true,
    ...overrides,
  };
}

export function tokenRequest(overrides: Partial<TokenRequest> = {}): TokenRequest {
  return {
    kind: 'token-request',
    id: '84848',
    tokenId: '101777',
    name: 'metrics reader',
    owner: owner(),
    reason: 'Weekly figures for the platform review',
    requestedAt: instant('2026-11-21T15:00:00Z'),
    expiresAt: instant('2027-01-20T15:00:00Z'),
    lastUsedAt: 'never',
    expired: false,
    repositorySelection: 'subset',
    permissions: { repository: { metadata: 'read' } },
    repositories: [repository()],
    repositoriesAsOf: NIGHT,
    ...overrides,
  };
}

export function person(overrides: Partial<Person> = {}): Person {
  return {
    kind: 'person',
    id: '583231',
    name: null,
    owner: owner(),
    role: 'member',
    twoFactor: 'enabled',
    ...overrides,
  };
}

/** Open since tonight, not yet said. */
export function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    id: fingerprint('expires-soon/101001'),
    rule: 'expires-soon',
    ruleVersion: 1,
    severity: 'medium',
    state: 'open',
    tier: 14,
    credential: { kind: 'fine-grained-token', id: '101001', owner: 'octocat', name: 'release notes' },
    message: 'The fine-grained token "release notes" of octocat expires on 2026-12-04.',
    remedy: 'Renew it, or let it lapse if nothing uses it any more.',
    since: NIGHT,
    resolvedAt: null,
    cause: null,
    limits: null,
    waiver: null,
    acknowledged: null,
    said: null,
    ...overrides,
  };
}

/** A fingerprint's form (64 hexadecimal digits), readable from the seed; equal seeds give equal fingerprints. */
export function fingerprint(seed: string): Fingerprint {
  return Buffer.from(seed).toString('hex').padEnd(64, '0').slice(-64) as Fingerprint;
}
