import { type InventoryItem, type ItemKey, keyOf, orgLogin } from '#core/credential.ts';
import type { Breach, Facts } from '#core/facts.ts';
import type { Finding } from '#core/finding.ts';
import type { Instant } from '#core/instant.ts';
import { SOURCES, type SourceName } from '#core/reading.ts';
import { gatherFacts, type ScanFacts, type ScanKnowledge } from '#core/scan-facts.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { NIGHT } from './items.ts';

/** What a scan knows besides the thing that is judged; all of it was read whole, unless told otherwise. */
export interface Given {
  readonly now?: Instant;
  /** The inventory around it. */
  readonly items?: readonly InventoryItem[];
  /** The last snapshot. */
  readonly before?: readonly InventoryItem[];
  readonly findings?: readonly Finding[];
  /** Key → other organisations that have it. */
  readonly alsoIn?: Readonly<Record<string, readonly string[]>>;
  /** Sources that were not read whole. */
  readonly partial?: readonly SourceName[];
  readonly breaches?: readonly Breach[];
}

export function snapshotOf(items: readonly InventoryItem[], seen = NIGHT): Snapshot {
  return new Map(items.map((item) => [keyOf(item), { item, seen }]));
}

export function scanFacts(given: Given = {}): ScanFacts {
  return gatherFacts(knowledgeOf(given));
}

export function facts(given: Given = {}): Facts {
  return { ...scanFacts(given), breachesOnceApproved: () => given.breaches ?? [] };
}

function knowledgeOf({ now = NIGHT, items = [], before = [], ...given }: Given): ScanKnowledge {
  return {
    now,
    current: snapshotOf(items, now),
    previous: snapshotOf(before),
    findings: given.findings ?? [],
    alsoIn: new Map(
      Object.entries(given.alsoIn ?? {}).map(([key, orgs]) => [key as ItemKey, orgs.map(orgLogin)]),
    ),
    readings: SOURCES.map((source) => {
      const partial = given.partial?.includes(source) === true;
      return { source, status: partial ? 'partial' : 'complete', lastComplete: NIGHT };
    }),
  };
}
