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

/** Removes at most so many of the items that one scan staged; gives how many: fewer, and all are gone. */
export function removeStaged(table: Table, org: OrgLogin, scan: ScanId, most: number): Promise<number> {
  return removeWhere(table, { partition: STAGED_IN(org, scan) }, { most });
}

/** The same of what an earlier attempt at this scan staged, the pieces in `keep` excepted. */
export async function removeEarlierAttempt(
  table: Table,
  org: OrgLogin,
  scan: ScanId,
  { keep, most }: { readonly keep: readonly ChunkRef[]; readonly most: number },
): Promise<number> {
  const partition = STAGED_IN(org, scan);
  const kept = new Set(keep.map((ref) => `${chunkPlace(ref)}${ref.sha256.slice(0, 12)}`));
  const isLeftover = (sortKey: string) => !kept.has(sortKey.slice(0, sortKey.lastIndexOf('#')));
  let removed = 0;
  // Pieces come last: a Query pays for what they hold, and is made once where nothing else is left.
  for (const prefix of [CHANGE_PREFIX, RECORD_PREFIX, TRANSITION_PREFIX, CHUNK_PREFIX]) {
    const goes = prefix === CHUNK_PREFIX ? isLeftover : everything;
    if (removed < most)
      removed += await removeWhere(table, { partition, prefix }, { most: most - removed, goes });
  }
  return removed;
}

export const changeSortKey = ({ key }: Change): string => `${CHANGE_PREFIX}${key}`;
export const transitionSortKey = ({ finding }: FindingTransition): string =>
  `${TRANSITION_PREFIX}${finding.id}`;
export const changeOf = (item: Attributes): Change => bodyOf(item) as unknown as Change;
export const transitionOf = (item: Attributes): FindingTransition =>
  bodyOf(item) as unknown as FindingTransition;

const everything = () => true;

async function removeWhere(
  table: Table,
  question: Question,
  { goes = everything, most }: { readonly goes?: (sortKey: string) => boolean; readonly most: number },
): Promise<number> {
  let removed = 0;
  for await (const page of queryPages(table, { ...question, attributes: ['pk', 'sk'] })) {
    const keys = page.map((item) => item as unknown as Key).filter(({ sk }) => goes(sk));
    const due = keys.slice(0, most - removed);
    await writeAll(
      table,
      due.map((key) => ({ remove: key })),
    );
    removed += due.length;
    if (removed === most) break;
  }
  return removed;
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
