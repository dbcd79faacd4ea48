import type { ScanHealthEvent } from '#core/alert-event.ts';
import { scanHealthEvent } from '#core/alert-event-of.ts';
import { delivered, type Memory } from '#core/delivery.ts';
import { concerns } from '#core/route.ts';
import { HEALTH_SEVERITY, healthNews } from '#core/scan-health.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { AlertChannel, Store, Wait } from './ports.ts';

/** A scan that cannot see everything is news itself, wherever the organisation is spoken of. */
export async function tellHealth(
  {
    record,
    signal,
    store,
  }: { readonly record: ScanRecord; readonly signal: AbortSignal; readonly store: Store },
  channel: AlertChannel,
  memory: Memory,
): Promise<Wait | null> {
  const told = memory.get('health');
  const reason = healthNews(record, told);
  if (reason === null || !channel.routes.some((route) => concerns(route, record.org))) return null;
  const answer = await channel.send(scanHealthEvent({ record }, reason), told?.handle ?? null, signal);
  if (answer.kind === 'wait') return answer;
  const saying = { at: record.id, reason, severity: HEALTH_SEVERITY, tier: null } as const;
  const note = {
    channel: channel.name,
    about: 'health',
    handle: handleAfter(reason, answer.handle),
    saying,
  } as const;
  await store.noteDeliveries(record.org, [delivered(told, note)]);
  return null;
}

/** The next time is another story, and another message. */
function handleAfter(reason: ScanHealthEvent['reason'], handle: string | null): string | null {
  return reason === 'resolved' ? null : handle;
}
