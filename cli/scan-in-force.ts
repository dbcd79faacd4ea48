import { Option } from 'commander';
import type { OrgLogin } from '#core/credential.ts';
import type { Instant } from '#core/instant.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { Store } from '#scan/store-port.ts';
import { lastScan } from './last-scan.ts';
import { parseAt } from './options.ts';
import { UsageError } from './usage-error.ts';

export function asOfOption(): Option {
  return new Option('--as-of <instant>', 'as the scan in force at this time saw it').argParser(parseAt);
}

/**
 * The scan in force at an instant, or the last one where no instant is given.
 *
 * @throws {UsageError} when the organisation was never scanned, not yet scanned then, or the instant is to come.
 */
export async function scanInForce(
  store: Store,
  org: OrgLogin,
  { asOf, now }: { readonly asOf: Instant | undefined; readonly now: Instant },
): Promise<ScanRecord> {
  const last = await lastScan(store, org);
  if (asOf === undefined) return last;
  refuseFuture(asOf, last, now);
  const record = await store.scanAt(org, asOf);
  if (record !== null) return record;
  const first = await firstScanId(store, org);
  throw new UsageError(
    `${last.org} was first scanned at ${first}: what was there at ${asOf} is not known. The earliest that is: ${first}`,
  );
}

/** A scan may be named by a time that is still to come; until that one something is known. */
function refuseFuture(asOf: Instant, last: ScanRecord, now: Instant): void {
  if (asOf <= now || asOf <= last.id) return;
  throw new UsageError(
    `${asOf} is still to come, and what will be then is not known. The last scan of ${last.org} is ${last.id}.`,
  );
}

export async function firstScanId(store: Store, org: OrgLogin): Promise<Instant | null> {
  for await (const { id } of store.scans(org)) return id;
  return null;
}
