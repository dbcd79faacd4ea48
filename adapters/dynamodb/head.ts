import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { OrgLogin } from '#core/credential.ts';
import { type Instant, plusSeconds } from '#core/instant.ts';
import type { ScanId, ScanRecord } from '#core/scan-record.ts';
import { StoreLostError } from '#scan/store-port.ts';
import { type Attributes, attributesOf, escaped, unescaped } from './attributes.ts';
import { expectKnownVersion, SCHEMA_VERSION } from './item.ts';
import { headKey } from './keys.ts';
import { type StoredRecord, spillRecord } from './record.ts';
import type { Table } from './table.ts';
import { still, tryUpdate } from './update.ts';

const LEASE_SECONDS = 60;
/**
 * GitHub's limits are over within an hour. Whatever wait it announces, an execution that dies in it is out of the way of
 * the next night.
 */
const LONGEST_WAIT_SECONDS = 6 * 3_600;

/** The one item that says what is committed and who scans. */
export interface Head {
  /** The last committed scan. */
  readonly stored: StoredRecord | null;
  /** Whether the current credentials and findings follow it already. */
  readonly projected: boolean;
  /** Whether every finding is in the timeline of what it is about: from the first scan on, or not at all. */
  readonly findingsPlaced: boolean;
  /** A scan that was opened and not committed; its lease may be over. */
  readonly openScan: ScanId | null;
  readonly holder: string | null;
  readonly leaseUntil: Instant | null;
  /** Scans that were given up, whose staged items are still to be removed. */
  readonly abandoned: readonly ScanId[];
}

export interface Claim {
  readonly org: OrgLogin;
  readonly scan: ScanId;
  readonly holder: string;
}

/** Strongly consistent. */
export async function readHead(table: Table, org: OrgLogin): Promise<Head> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: headKey(org), ConsistentRead: true }),
  );
  if (Item === undefined) return parseHead({});
  expectKnownVersion(Item);
  return parseHead(attributesOf(Item));
}

/** The scans whose staged items whoever takes the organisation must remove before anything else. */
export function leftBehind({ abandoned, openScan }: Head, scan: ScanId): readonly ScanId[] {
  return openScan === null || openScan === scan ? abandoned : [...abandoned, openScan];
}

/** Takes the organisation, if its head is still what was read. */
export async function takeLease(table: Table, claim: Claim, read: Head, now: Instant): Promise<boolean> {
  const { org, scan, holder } = claim;
  const abandoned = leftBehind(read, scan);
  const unchanged = [
    still('scanId', read.stored?.record.id),
    still('openScan', read.openScan),
    still('holder', read.holder),
    still('leaseUntil', read.leaseUntil),
  ];
  return tryUpdate(table, {
    key: headKey(org),
    set: {
      type: 'head',
      schemaVersion: SCHEMA_VERSION,
      org,
      openScan: scan,
      holder,
      leaseUntil: plusSeconds(now, LEASE_SECONDS),
      ...(abandoned.length === 0 ? {} : { abandoned }),
    },
    condition: unchanged.map(({ condition }) => condition).join(' AND '),
    values: Object.assign({}, ...unchanged.map(({ values }) => values)),
  });
}

/**
 * Keeps the organisation for a lease, and before that for the wait that its scan announces. Never for less than it is
 * held already: of the sources of a scan one may wait while the others are read.
 *
 * @throws {StoreLostError} when somebody else took the organisation.
 */
export async function renewLease(
  table: Table,
  claim: Claim,
  now: Instant,
  waitsUntil: Instant = now,
): Promise<void> {
  const longest = plusSeconds(now, LONGEST_WAIT_SECONDS);
  const end = waitsUntil > longest ? longest : waitsUntil;
  const leaseUntil = plusSeconds(end > now ? end : now, LEASE_SECONDS);
  const longer = { condition: '#leaseUntil <= :longer', values: { ':longer': leaseUntil } };
  if (await updateOwn(table, claim, { set: { leaseUntil }, ...longer })) return;
  const { holder, openScan } = await readHead(table, claim.org);
  if (holder !== claim.holder || openScan !== claim.scan) throw lost(claim, 'was taken by another process');
}

/** Lets go. Quiet when it is no longer ours: then there is nothing to let go of. */
export async function dropLease(table: Table, claim: Claim): Promise<void> {
  await updateOwn(table, claim, { remove: ['holder', 'leaseUntil'] });
}

/** After the staged items of abandoned scans are removed. */
export async function forgetAbandoned(table: Table, claim: Claim): Promise<void> {
  if (!(await updateOwn(table, claim, { remove: ['abandoned'] }))) {
    throw lost(claim, 'was taken by another process');
  }
}

/** @throws {StoreLostError} when this scan is not the open one: what it would stage or discard is not its own. */
export async function expectOpen(table: Table, org: OrgLogin, scan: ScanId): Promise<void> {
  const { openScan } = await readHead(table, org);
  if (openScan !== scan) throw lost({ org, scan }, 'is no longer open for this scan');
}

/** The switch: one update makes the scan visible. */
export async function commitHead(table: Table, record: ScanRecord, holder: string): Promise<void> {
  const claim = { org: record.org, scan: record.id, holder };
  const stored = await spillRecord(table, record);
  const previous = still('scanId', record.previous);
  // Else the next one would sweep what became history.
  const condition = `${previous.condition} AND attribute_not_exists(#abandoned)`;
  const committed = await updateOwn(table, claim, {
    set: {
      scanId: record.id,
      record: escaped(stored.record),
      spilled: stored.spilled,
      projected: false,
      ...(record.previous === null ? { findingsPlaced: true } : {}),
    },
    remove: ['openScan', 'holder', 'leaseUntil'],
    ...{ condition, values: previous.values },
  });
  if (committed) return;
  const head = await readHead(table, record.org);
  // An earlier answer to this very update may have been lost on its way.
  if (head.stored?.record.id === record.id && head.stored.record.digest === record.digest) return;
  throw lost(claim, 'was taken by another process, or another scan was committed meanwhile');
}

/** False when another process has already done so and gone on. */
export async function markProjected(table: Table, org: OrgLogin, scan: ScanId): Promise<boolean> {
  return tryUpdate(table, {
    key: headKey(org),
    set: { projected: true },
    condition: '#scanId = :scanId AND #projected = :no',
    values: { ':scanId': scan, ':no': false },
  });
}

function updateOwn(
  table: Table,
  { org, scan, holder }: Claim,
  change: { set?: Attributes; remove?: string[]; condition?: string; values?: Attributes },
): Promise<boolean> {
  const own = '#holder = :own_holder AND #openScan = :own_scan';
  return tryUpdate(table, {
    key: headKey(org),
    set: change.set ?? {},
    remove: change.remove ?? [],
    condition: change.condition === undefined ? own : `${own} AND ${change.condition}`,
    values: { ':own_holder': holder, ':own_scan': scan, ...change.values },
  });
}

function parseHead(item: Attributes): Head {
  const { record, spilled, projected, findingsPlaced, openScan, holder, leaseUntil, abandoned } =
    item as Partial<Omit<Head, 'stored'> & StoredRecord>;
  return {
    stored: record === undefined ? null : { record: unescaped(record) as ScanRecord, spilled: spilled ?? {} },
    projected: projected ?? true,
    findingsPlaced: findingsPlaced ?? false,
    openScan: openScan ?? null,
    holder: holder ?? null,
    leaseUntil: leaseUntil ?? null,
    abandoned: abandoned ?? [],
  };
}

function lost({ org, scan }: Pick<Claim, 'org' | 'scan'>, how: string): StoreLostError {
  return new StoreLostError({ org, scan, how });
}
