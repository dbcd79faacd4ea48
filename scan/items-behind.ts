import { type InventoryItem, type ItemKey, keyOf } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { loadSnapshot } from './load-snapshot.ts';
import type { Store } from './store-port.ts';

/**
 * The things that findings are about, as the scan saw them; those in a damaged piece are left out, since what is to be
 * said is not to wait for a backup. Without findings the snapshot stays closed.
 */
export async function itemsBehind(
  findings: readonly Finding[],
  record: ScanRecord,
  store: Store,
): Promise<ReadonlyMap<ItemKey, InventoryItem>> {
  if (findings.length === 0) return new Map();
  const snapshot = await loadSnapshot(store, record, () => undefined);
  const keys = new Set(findings.map(({ credential }) => keyOf(credential)));
  return new Map(
    [...keys].flatMap((key) => {
      const sighting = snapshot.get(key);
      return sighting === undefined ? [] : [[key, sighting.item]];
    }),
  );
}
