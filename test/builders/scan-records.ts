import { keyOf, orgLogin } from '#core/credential.ts';
import type { FindingTransition } from '#core/finding.ts';
import type { Change, ScanRecord } from '#core/scan-record.ts';
import { finding, fineGrainedToken, NIGHT } from './items.ts';

export const ACME = orgLogin('Acme-Corp');

/** The first scan of an organisation: complete, and nothing in it. */
export function scanRecord(overrides: Partial<ScanRecord> = {}): ScanRecord {
  const { id = NIGHT } = overrides;
  return {
    schemaVersion: 1,
    id,
    org: ACME,
    status: 'complete',
    sources: [
      {
        source: 'fine-grained-tokens',
        status: 'complete',
        count: 0,
        pages: 1,
        reason: null,
        missingPermission: null,
        carriedOver: 0,
        lastComplete: id,
      },
    ],
    counts: {
      'fine-grained-token': 0,
      'classic-token': null,
      'ssh-key': null,
      'oauth-token': null,
      'app-user-token': null,
      'app-installation': 0,
      'deploy-key': 0,
      unrecognised: null,
      'token-request': 0,
      person: 0,
    },
    changes: { appeared: 0, changed: 0, gone: 0 },
    findings: { low: 0, medium: 0, high: 0, critical: 0 },
    alerts: [],
    chunks: [],
    policyVersion: 'default',
    previous: null,
    changesDigest: `digest of the changes of ${id}`,
    transitionsDigest: `digest of the transitions of ${id}`,
    digest: `digest of ${id}`,
    previousDigest: null,
    usage: { requests: 1, notModified: 0, waitedSeconds: 0 },
    ...overrides,
  };
}

export function change(overrides: Partial<Omit<Change, 'key'>> = {}): Change {
  const { item = fineGrainedToken() } = overrides;
  return { change: 'appeared', fields: {}, item, ...overrides, key: keyOf(item) };
}

export function transition(overrides: Partial<FindingTransition> = {}): FindingTransition {
  return { kind: 'opened', finding: finding(), ...overrides };
}
