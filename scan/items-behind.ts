import { type InventoryItem, type ItemKey, keyOf } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import { type ListingSource, sourceOfKind } from '#core/reading.ts';
import type { ChunkRef, ScanRecord } from '#core/scan-record.ts';
import { loadSnapshot } from './load-snapshot.ts';
import type { Store } from './store-port.ts';

/**
 * The things that findings are about, as the scan saw them; those in a damaged piece are left out, since what is to be
 * said is not to wait for a backup. Of the snapshot only the lists are read that such things are in.
 */
export async function itemsBehind(
  findings: readonly Finding[],
  record: ScanRecord,
  store: Store,
): Promise<ReadonlyMap<ItemKey, InventoryItem>> {
  if (findings.length === 0) return new Map();
  const chunks = piecesOf(record, new Set(findings.map(({ credential }) => sourceOfKind(credential.kind))));
  const snapshot = await loadSnapshot(store, { ...record, chunks }, () => undefined);
  const keys = new Set(findings.map(({ credential }) => keyOf(credential)));
  return new Map(
    [...keys].flatMap((key) => {
      const sighting = snapshot.get(key);
      return sighting === undefined ? [] : [[key, sighting.item]];
    }),
  );
}

/** Whose repositories a list of its own has. */
const HOLDERS = {
  'token-repositories': 'fine-grained-tokens',
  'request-repositories': 'token-requests',
} as const;

/** What was settled otherwise than by a list may be of every kind. */
function piecesOf({ chunks }: ScanRecord, lists: ReadonlySet<ListingSource>): ChunkRef[] {
  return chunks.filter(
    ({ source }) =>
      source === 'settled' ||
      lists.has(
        source === 'token-repositories' || source === 'request-repositories' ? HOLDERS[source] : source,
      ),
  );
}
