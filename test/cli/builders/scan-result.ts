import type { InventoryItem, ItemKey } from '#core/credential.ts';
import { keyOf, orgLogin } from '#core/credential.ts';
import { type SettledReading, SOURCES, type SourceName } from '#core/reading.ts';
import type { Change, ScanRecord } from '#core/scan-record.ts';
import { fineGrainedToken, instant, NIGHT } from '#test/builders/items.ts';

const LAST_NIGHT = instant('2026-11-21T02:00:00Z');

export function reading(source: SourceName, overrides: Partial<SettledReading> = {}): SettledReading {
  return {
    source,
    status: 'complete',
    count: 12,
    pages: 1,
    reason: null,
    missingPermission: null,
    carriedOver: 0,
    lastComplete: NIGHT,
    ...overrides,
  };
}

export const refusedSso = reading('sso-credentials', {
  status: 'refused',
  count: null,
  reason: 'GitHub answered 403: Resource not accessible by integration',
  missingPermission: 'organization_administration=read',
  carriedOver: 72,
  lastComplete: LAST_NIGHT,
});

export const noSaml = reading('sso-credentials', {
  status: 'unavailable',
  count: null,
  reason: 'This organisation has no SAML single sign-on, so GitHub does not list classic tokens.',
  lastComplete: null,
});

/** All eight sources, complete, but for those given. */
export function readings(...others: readonly SettledReading[]): SettledReading[] {
  return SOURCES.map((source) => others.find((other) => other.source === source) ?? reading(source));
}

/** The second night of acme, complete, with nothing found. */
export function record(overrides: Partial<ScanRecord> = {}): ScanRecord {
  return {
    schemaVersion: 1,
    id: NIGHT,
    org: orgLogin('acme'),
    status: 'complete',
    sources: readings(),
    counts: {
      'fine-grained-token': 250,
      'classic-token': 72,
      'ssh-key': 3,
      'oauth-token': 0,
      'app-user-token': 0,
      'app-installation': 4,
      'deploy-key': 9,
      unrecognised: 0,
      'token-request': 1,
      person: 40,
    },
    changes: { appeared: 0, changed: 0, gone: 0 },
    findings: { low: 0, medium: 0, high: 0, critical: 0 },
    alerts: [],
    chunks: [],
    changesDigest: 'a'.repeat(64),
    transitionsDigest: 'b'.repeat(64),
    policyVersion: 'built-in-3',
    previous: LAST_NIGHT,
    digest: 'd'.repeat(64),
    previousDigest: 'c'.repeat(64),
    usage: { requests: 15, notModified: 3, waitedSeconds: 0 },
    ...overrides,
  };
}

/** The same night without the permission to read SSO credentials. */
export function partialRecord(overrides: Partial<ScanRecord> = {}): ScanRecord {
  return record({ status: 'partial', sources: readings(refusedSso), ...overrides });
}

export function change(overrides: Partial<Change> = {}): Change {
  const item = overrides.item ?? fineGrainedToken();
  return { key: keyOf(item), change: 'appeared', fields: {}, item, ...overrides };
}

export function itemsByKey(...items: readonly InventoryItem[]): Map<ItemKey, InventoryItem> {
  return new Map(items.map((item) => [keyOf(item), item]));
}
