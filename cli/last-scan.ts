import type { OrgLogin } from '#core/credential.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { Store } from '#scan/store-port.ts';
import { listed } from './render/words.ts';
import { suggest } from './suggest.ts';
import { UsageError } from './usage-error.ts';

/** The last committed scan. @throws {UsageError} when there is none, naming the organisations that have one. */
export async function lastScan(store: Store, org: OrgLogin): Promise<ScanRecord> {
  const record = await store.head(org);
  if (record !== null) return record;
  const known = await store.organisations();
  const nearest = suggest(org, known);
  const hint = nearest === null ? '' : ` Did you mean ${nearest}?`;
  const others = known.length === 0 ? '' : ` It holds scans of ${listed(known.slice(0, 10))}.`;
  throw new UsageError(
    `${store.place} holds no scan of ${org} yet.${hint}${others} To make one: patrol scan --org ${org}`,
  );
}
