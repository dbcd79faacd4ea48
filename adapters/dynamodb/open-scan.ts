import type { Instant } from '#core/instant.ts';
import type { ScanId } from '#core/scan-record.ts';
import type { Opening } from '#scan/store-port.ts';
import {
  type Claim,
  forgetAbandoned,
  type Head,
  leftBehind,
  readHead,
  renewLease,
  takeLease,
} from './head.ts';
import { type StoredRecord, unspillRecord } from './record.ts';
import { removeStaged } from './staged.ts';
import type { Table } from './table.ts';

interface Setting {
  readonly exclusive: boolean;
  readonly now: () => Instant;
}

/** Somebody who always comes between us and the head holds it, lease or not. */
const ATTEMPTS = 10;

/** Takes the organisation for one scan, if nothing is left half done that would have to be finished first. */
export async function openScan(table: Table, claim: Claim, setting: Setting): Promise<Opening> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const head = await readHead(table, claim.org);
    if (!head.projected) return { kind: 'behind' };
    const answer = (await committedAlready(table, claim.scan, head.stored)) ?? busy(claim, head, setting);
    if (answer !== null) return answer;
    if (await takeLease(table, claim, head, setting.now())) return opened(table, claim, head);
  }
  throw new Error(
    `Organisation ${claim.org} could not be taken for scan ${claim.scan}: other processes took it ${ATTEMPTS} times in between. Run the scan again.`,
  );
}

async function committedAlready(
  table: Table,
  scan: ScanId,
  stored: StoredRecord | null,
): Promise<Opening | null> {
  if (stored === null || stored.record.id < scan) return null;
  const record = await unspillRecord(table, stored);
  return record.id === scan ? { kind: 'already-committed', record } : { kind: 'overtaken', head: record };
}

function busy(claim: Claim, head: Head, { exclusive, now }: Setting): Opening | null {
  const { openScan: scan, holder, leaseUntil: until } = head;
  if (scan === null || holder === null || until === null) return null;
  const free = exclusive || holder === claim.holder || until <= now();
  return free ? null : { kind: 'busy', scan, holder, until };
}

async function opened(table: Table, claim: Claim, before: Head): Promise<Opening> {
  const head = before.stored === null ? null : await unspillRecord(table, before.stored);
  return { kind: 'opened', head, leftovers: leftBehind(before, claim.scan).length > 0 };
}

/** Removes at most so many of the items that scans which were given up staged; when all are gone, they are forgotten. */
export async function sweepSome(
  table: Table,
  claim: Claim,
  { most, now }: { readonly most: number; readonly now: Instant },
): Promise<'more' | 'done'> {
  await renewLease(table, claim, now);
  const { abandoned } = await readHead(table, claim.org);
  let left = most;
  for (const scan of abandoned) {
    left -= await removeStaged(table, claim.org, scan, left);
    if (left === 0) return 'more';
  }
  if (abandoned.length > 0) await forgetAbandoned(table, claim);
  return 'done';
}
