import type { FindingTransition } from '#core/finding.ts';
import { judge } from '#core/judge.ts';
import type { Policy } from '#core/policy/policy.ts';
import { rules } from '#core/rules/registry.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { Snapshot } from '#core/snapshot.ts';
import type { UndecidedRule } from '#core/undecided-rule.ts';
import type { WaiverNote } from '#core/waiver-note.ts';
import { alsoIn } from './also-in.ts';
import { committedScan } from './committed-scan.ts';
import { knownSnapshot, rebuiltWords } from './known-snapshot.ts';
import type { Sha256 } from './ports.ts';
import type { Store } from './store-port.ts';

export interface WhatIfInput {
  readonly store: Store;
  readonly record: ScanRecord;
  readonly policy: Policy;
  readonly sha256: Sha256;
  /** Told where a snapshot is not as it was written. */
  warning(words: string): void;
}

/** What a night would have come to. */
export interface Supposed {
  readonly steps: readonly FindingTransition[];
  /** What there would be to do about its waivers. */
  readonly waiverNotes: readonly WaiverNote[];
  /** Its own rules that could not tell. */
  readonly undecided: readonly UndecidedRule[];
}

/**
 * What the last committed scan would have done to the findings it left, had it judged by another policy: the same
 * night again, from the stored snapshot. Writes nothing.
 *
 * @throws {DamagedChunkError} when a snapshot is damaged, and cannot be made again from changes.
 */
export async function whatIf(input: WhatIfInput): Promise<Supposed> {
  const { policy, record, sha256, store } = input;
  const { org } = record;
  const nights = await bothNights(input);
  const { record: supposed, transitions } = judge({
    ...nights,
    org,
    scan: record.id,
    policy,
    rules: [...rules, ...policy.customRules],
    listeners: [],
    head: null,
    rebuilt: null,
    alsoIn: await alsoIn(store, org, nights.current),
    readings: record.sources,
    chunks: [],
    presses: await store.presses(org),
    findings: await store.findings(org, ['open', 'waived', 'resolved']),
    usage: record.usage,
    sha256,
  });
  return { steps: transitions, waiverNotes: supposed.waiverNotes ?? [], undecided: supposed.undecided ?? [] };
}

/** Rules that compare two nights are to see the same two again. */
async function bothNights({ record, sha256, store, warning }: WhatIfInput) {
  const known = async (scan: ScanRecord): Promise<Snapshot> => {
    const { rebuilt, snapshot } = await knownSnapshot(store, scan, sha256);
    if (rebuilt !== null) warning(rebuiltWords(rebuilt));
    return snapshot;
  };
  const { org, previous } = record;
  const before = previous === null ? null : await committedScan(store, org, previous);
  return {
    previous: before === null ? (new Map() as Snapshot) : await known(before),
    current: await known(record),
  };
}
