import type { OrgLogin } from '#core/credential.ts';
import type { ScanId, ScanRecord } from '#core/scan-record.ts';
import type { Store } from './store-port.ts';

/** @throws {Error} when there is no record of it, although it was committed. */
export async function committedScan(
  store: Pick<Store, 'scanAt' | 'place'>,
  org: OrgLogin,
  scan: ScanId,
): Promise<ScanRecord> {
  const record = await store.scanAt(org, scan);
  if (record?.id !== scan)
    throw new Error(`The record of scan ${scan} of ${org} is not in ${store.place}. Was it deleted?`);
  return record;
}
