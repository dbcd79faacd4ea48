import { type ItemKey, keyOf, type OrgLogin } from '#core/credential.ts';
import { type AbsenceCause, absenceCause } from '#core/history/absence-cause.ts';
import { type At, type TimelineEntry, timelineOf } from '#core/history/timeline.ts';
import type { Change, ScanId, ScanRecord } from '#core/scan-record.ts';
import type { Store } from '#scan/store-port.ts';

/** The life of one credential, request or person, as far as it is kept. */
export interface ReadTimeline {
  readonly entries: readonly TimelineEntry[];
  /** The last of the changes; null: the organisation never had such a thing. */
  readonly last: Change | null;
}

/** Reads everything that is known of one thing up to the last committed scan. */
export async function readTimeline(store: Store, head: ScanRecord, key: ItemKey): Promise<ReadTimeline> {
  const { id: upTo, org } = head;
  const changes = await store.timeline(org, key, upTo);
  const findings = await store.findingsAbout(org, key);
  const lives = await Promise.all(findings.map(({ id }) => store.findingLife(org, id, upTo)));
  const explained: At<{ change: Change; cause: AbsenceCause | null }>[] = [];
  for (const { at, ...change } of changes) {
    explained.push({ at, change, cause: await causeOf(store, org, { at, change }) });
  }
  const records: ScanRecord[] = [];
  const since = changes[0]?.at ?? upTo;
  for await (const record of store.scans(org)) if (record.id >= since) records.push(record);
  return {
    entries: timelineOf({ changes: explained, steps: lives.flat(), records }),
    last: explained.at(-1)?.change ?? null,
  };
}

async function causeOf(
  store: Store,
  org: OrgLogin,
  { at, change }: { readonly at: ScanId; readonly change: Change },
): Promise<AbsenceCause | null> {
  if (change.change !== 'gone') return null;
  const { item } = change;
  const happened = async (key: ItemKey, what: Change['change']): Promise<boolean> =>
    (await store.timeline(org, key, at)).some((other) => other.at === at && other.change === what);
  const token =
    item.kind === 'token-request' ? keyOf({ kind: 'fine-grained-token', id: item.tokenId }) : null;
  const owner = item.owner?.id === null || item.owner === null ? null : `${item.owner.id}`;
  return absenceCause(item, {
    scan: at,
    tokenAppeared: token !== null && (await happened(token, 'appeared')),
    ownerGone: owner !== null && (await happened(keyOf({ kind: 'person', id: owner }), 'gone')),
  });
}
