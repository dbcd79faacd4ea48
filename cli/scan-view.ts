import { type InventoryItem, type ItemKey, keyOf } from '#core/credential.ts';
import { loadSnapshot } from '#scan/load-snapshot.ts';
import type { Alert, Store } from '#scan/ports.ts';
import type { ScanResult } from '#scan/scan-result.ts';

/** The credentials that alerts are about, as the scan saw them. Without alerts the snapshot stays closed. */
export async function itemsBehind(
  alerts: readonly Alert[],
  { record }: ScanResult,
  store: Store,
): Promise<ReadonlyMap<ItemKey, InventoryItem>> {
  if (alerts.length === 0) return new Map();
  const snapshot = await loadSnapshot(store, record);
  const keys = new Set(alerts.map(({ finding }) => keyOf(finding.credential)));
  return new Map(
    [...keys].flatMap((key) => {
      const sighting = snapshot.get(key);
      return sighting === undefined ? [] : [[key, sighting.item]];
    }),
  );
}
