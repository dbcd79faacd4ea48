import type { OrgLogin } from '#core/credential.ts';
import type { FindingTransition } from '#core/finding.ts';
import { historyUntil } from '#core/retention.ts';
import type { Change, ChunkRef, ScanId, ScanRecord } from '#core/scan-record.ts';
import type { Attributes } from './attributes.ts';
import { type Write, writeAll } from './batch.ts';
import { epochSeconds } from './epoch-seconds.ts';
import { bodyOf, makeItem } from './item.ts';
import {
  CHANGE_PREFIX,
  CHUNK_PREFIX,
  chunkPlace,
  credentialTimeline,
  findingTimeline,
  type Key,
  RECORD_PREFIX,
  STAGED_IN,
  TRANSITION_PREFIX,
} from './keys.ts';
import { type Question, queryPages } from './query.ts';
import { questions } from './questions.ts';
import type { Table } from './table.ts';

type After = Pick<Question, 'after'>;

/** A scan, and how long what it staged is kept. */
export type KeptScan = Pick<ScanRecord, 'id' | 'retention'>;

/** Writes the changes of one scan; they carry the keys of each credential's timeline. */
export async function writeChanges(
  table: Table,
  org: OrgLogin,
  scan: KeptScan,
  changes: readonly Change[],
): Promise<void> {
  await writeAll(table, distinct(changes.map((change) => changeItem(org, scan, change))));
}

/** Writes what one scan did to findings; they carry the keys of each finding's life. */
export async function writeTransitions(
  table: Table,
  org: OrgLogin,
  scan: KeptScan,
  transitions: readonly FindingTransition[],
): Promise<void> {
  await writeAll(table, distinct(transitions.map((transition) => transitionItem(org, scan, transition))));
}

/** Pages of the changes of one scan, in the order of their keys; of those after a sort key. */
export async function* stagedChanges(
  table: Table,
  org: OrgLogin,
  scan: ScanId,
  after: After = {},
): AsyncGenerator<Change[]> {
  const question = { ...questions.changes(org, scan), ...after };
  for await (const page of queryPages(table, question)) yield page.map(changeOf);
}

/** Pages of the transitions of one scan, in the order of their fingerprints; of those after a sort key. */
export async function* stagedTransitions(
  table: Table,
  org: OrgLogin,
  scan: ScanId,
  after: After = {},
): AsyncGenerator<FindingTransition[]> {
  const question = { ...questions.transitions(org, scan), ...after };
  for await (const page of queryPages(table, question)) yield page.map(transitionOf);
}

/** Removes everything one scan staged. */
export async function removeStaged(table: Table, org: OrgLogin, scan: ScanId): Promise<void> {
  await removeWhere(table, { partition: STAGED_IN(org, scan) }, () => true);
}

/** Removes what an earlier attempt at this scan staged, the pieces in `keep` excepted. */
export async function removeEarlierAttempt(
  table: Table,
  org: OrgLogin,
  scan: ScanId,
  keep: readonly ChunkRef[],
): Promise<void> {
  const partition = STAGED_IN(org, scan);
  const kept = new Set(keep.map((ref) => `${chunkPlace(ref)}${ref.sha256.slice(0, 12)}`));
  const isLeftover = (sortKey: string) => !kept.has(sortKey.slice(0, sortKey.lastIndexOf('#')));
  for (const prefix of [CHANGE_PREFIX, RECORD_PREFIX, TRANSITION_PREFIX]) {
    await removeWhere(table, { partition, prefix }, () => true);
  }
  await removeWhere(table, { partition, prefix: CHUNK_PREFIX }, isLeftover);
}

export const changeSortKey = ({ key }: Change): string => `${CHANGE_PREFIX}${key}`;
export const transitionSortKey = ({ finding }: FindingTransition): string =>
  `${TRANSITION_PREFIX}${finding.id}`;
export const changeOf = (item: Attributes): Change => bodyOf(item) as unknown as Change;
export const transitionOf = (item: Attributes): FindingTransition =>
  bodyOf(item) as unknown as FindingTransition;

async function removeWhere(table: Table, question: Question, goes: (sortKey: string) => boolean) {
  for await (const page of queryPages(table, { ...question, attributes: ['pk', 'sk'] })) {
    const keys = page.map((item) => item as unknown as Key).filter(({ sk }) => goes(sk));
    await writeAll(
      table,
      keys.map((key) => ({ remove: key })),
    );
  }
}

function changeItem(org: OrgLogin, scan: KeptScan, change: Change): Attributes & Key {
  return makeItem(
    { pk: STAGED_IN(org, scan.id), sk: changeSortKey(change) },
    'change',
    {
      org,
      timelineOf: credentialTimeline(org, change.key),
      timelineAt: scan.id,
      expireAt: epochSeconds(historyUntil(scan)),
    },
    change,
  );
}

function transitionItem(org: OrgLogin, scan: KeptScan, transition: FindingTransition): Attributes & Key {
  const { id } = transition.finding;
  return makeItem(
    { pk: STAGED_IN(org, scan.id), sk: transitionSortKey(transition) },
    'transition',
    {
      org,
      timelineOf: findingTimeline(org, id),
      timelineAt: scan.id,
      expireAt: epochSeconds(historyUntil(scan)),
    },
    transition,
  );
}

/** @throws {RangeError} when one item would hide another: a scan has one change a credential, one step a finding. */
function distinct(items: (Attributes & Key)[]): Write[] {
  const keys = new Set(items.map(({ sk }) => sk));
  if (keys.size === items.length) return items.map((put) => ({ put }));
  const twice = items.find(({ sk }) => !keys.delete(sk));
  throw new RangeError(`A scan gave ${twice?.sk} twice.`);
}
