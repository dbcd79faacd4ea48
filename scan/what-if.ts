import type { OrgLogin } from '#core/credential.ts';
import type { FindingTransition } from '#core/finding.ts';
import { judge } from '#core/judge.ts';
import type { Policy } from '#core/policy/policy.ts';
import { rules } from '#core/rules/registry.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { alsoIn } from './also-in.ts';
import { loadSnapshot } from './load-snapshot.ts';
import type { Sha256 } from './ports.ts';
import type { Store } from './store-port.ts';

export interface WhatIfInput {
  readonly store: Store;
  readonly record: ScanRecord;
  readonly policy: Policy;
  readonly sha256: Sha256;
}

/**
 * What the last committed scan would have done to the findings it left, had it judged by another policy: the same
 * night again, from the stored snapshot. Writes nothing.
 *
 * @throws {DamagedChunkError} naming the piece of the snapshot that is missing or altered.
 */
export async function whatIf({ store, record, policy, sha256 }: WhatIfInput): Promise<FindingTransition[]> {
  const { org } = record;
  const current = await loadSnapshot(store, record);
  const { transitions } = judge({
    org,
    scan: record.id,
    policy,
    rules: [...rules, ...policy.customRules],
    listeners: [],
    head: null,
    previous: await snapshotBefore(store, org, record),
    current,
    alsoIn: await alsoIn(store, org, current),
    readings: record.sources,
    chunks: [],
    presses: await store.presses(org),
    findings: await store.findings(org, ['open', 'waived', 'resolved']),
    usage: record.usage,
    sha256,
  });
  return [...transitions];
}

/** Rules that compare two nights are to see the same two again. */
async function snapshotBefore(store: Store, org: OrgLogin, { previous }: ScanRecord): Promise<Snapshot> {
  const record = previous === null ? null : await store.scanAt(org, previous);
  return record === null ? new Map() : loadSnapshot(store, record);
}
