import type { ScanHealthEvent } from '#core/alert-event.ts';
import { scanHealthEvent } from '#core/alert-event-of.ts';
import { delivered, type Memory } from '#core/delivery.ts';
import { concerns } from '#core/route.ts';
import { HEALTH_SEVERITY, healthNews } from '#core/scan-health.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { Wait } from './ports.ts';
import { type Floor, sayOne } from './say-one.ts';

/** A scan that cannot see everything is news itself, wherever the organisation is spoken of. */
export async function tellHealth(record: ScanRecord, floor: Floor, memory: Memory): Promise<Wait | null> {
  const { channel } = floor;
  const told = memory.get('health');
  const reason = healthNews(record, told);
  // It is no owner's business.
  if (channel.people !== undefined) return null;
  if (reason === null || !channel.routes.some((route) => concerns(route, record.org))) return null;
  const saying = { at: record.id, reason, severity: HEALTH_SEVERITY, tier: null } as const;
  const place = { channel: channel.name, about: 'health' } as const;
  return sayOne(floor, {
    event: scanHealthEvent({ record }, reason),
    handle: told?.handle ?? null,
    notes: (handle) => [delivered(told, { ...place, handle: handleAfter(reason, handle), saying })],
  });
}

/** The next time is another story, and another message. */
function handleAfter(reason: ScanHealthEvent['reason'], handle: string | null): string | null {
  return reason === 'resolved' ? null : handle;
}
