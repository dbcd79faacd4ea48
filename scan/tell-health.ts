import type { ScanHealthEvent } from '#core/alert-event.ts';
import { scanFailureEvent, scanHealthEvent } from '#core/alert-event-of.ts';
import { delivered, type Memory } from '#core/delivery.ts';
import { wholeAsOf } from '#core/reading.ts';
import { concerns } from '#core/route.ts';
import { HEALTH_SEVERITY, healthNews } from '#core/scan-health.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { Wait } from './ports.ts';
import { type Floor, sayOne } from './say-one.ts';

/** A scan that cannot see everything is news itself, wherever the organisation is spoken of. */
export async function tellHealth(record: ScanRecord, floor: Floor, memory: Memory): Promise<Wait | null> {
  const reason = healthNews(record, memory.get('health'));
  if (reason === null || !isSpokenOf(floor)) return null;
  return say('health', scanHealthEvent({ record }, reason), floor, memory);
}

/** That a scan was made is news where it was said that none was. */
export async function tellRecovery(record: ScanRecord, floor: Floor, memory: Memory): Promise<Wait | null> {
  const reason = healthNews({ id: record.id, status: 'complete' }, memory.get('failure'));
  if (reason === null) return null;
  const { id: scan, org, sources } = record;
  const about = { org, scan, lastCompleteScan: wholeAsOf(scan, sources), failure: null };
  return say('failure', scanFailureEvent(about, reason), floor, memory);
}

/** Of a scan that was not made. `why`: in words, for whoever can do something about it. */
export async function tellNoScan(
  { scan, why }: { readonly scan: ScanRecord['id']; readonly why: string },
  floor: Floor,
  memory: Memory,
): Promise<Wait | null> {
  const reason = healthNews({ id: scan, status: 'partial' }, memory.get('failure'));
  if (reason === null || !isSpokenOf(floor)) return null;
  const { org, store } = floor;
  const head = await store.head(org);
  const lastCompleteScan = head === null ? null : wholeAsOf(head.id, head.sources);
  const about = { org: head?.org ?? org, scan, lastCompleteScan, failure: why };
  return say('failure', scanFailureEvent(about, reason), floor, memory);
}

/** It is no owner's business. */
function isSpokenOf({ channel, org }: Floor): boolean {
  return channel.people === undefined && channel.routes.some((route) => concerns(route, org));
}

function say(
  about: 'health' | 'failure',
  event: ScanHealthEvent,
  floor: Floor,
  memory: Memory,
): Promise<Wait | null> {
  const told = memory.get(about);
  const saying = { at: event.scan, reason: event.reason, severity: HEALTH_SEVERITY, tier: null } as const;
  const place = { channel: floor.channel.name, about } as const;
  return sayOne(floor, {
    event,
    handle: told?.handle ?? null,
    notes: (handle) => [delivered(told, { ...place, handle: handleAfter(event.reason, handle), saying })],
  });
}

/** The next time is another story, and another message. */
function handleAfter(reason: ScanHealthEvent['reason'], handle: string | null): string | null {
  return reason === 'resolved' ? null : handle;
}
