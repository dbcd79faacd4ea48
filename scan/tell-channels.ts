import type { Sites } from '#core/alert-event-of.ts';
import type { Listener } from '#core/judge.ts';
import { OWNER, type Owners } from '#core/owner-first.ts';
import { DEFAULT_RETENTION } from '#core/retention.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { ownersAmong } from './listeners.ts';
import type { AlertChannel } from './ports.ts';
import { type Round, type Told, tellEach } from './tell-each.ts';
import { tellFindings } from './tell-findings.ts';
import { tellHealth, tellRecovery } from './tell-health.ts';

export interface TellInput extends Omit<Round, 'org'> {
  readonly record: ScanRecord;
  /** Who is told by others. */
  readonly others?: readonly Listener['habits'][];
  readonly sites: Sites;
}

/**
 * Tells every channel what it was not told yet. Each message is noted after the receiver's yes, so that a crash between
 * the two repeats that one and no other. Owners come first, since what others hear may depend on what these could be told.
 */
export async function tellChannels(input: TellInput): Promise<readonly Told[]> {
  const { channels, record } = input;
  const owners = channels.filter(({ people }) => people !== undefined);
  const { org, retention = DEFAULT_RETENTION } = record;
  const round = { ...input, org, retention, channels: [...new Set([...owners, ...channels])] };
  return tellEach(round, async (floor, memory, said) => {
    const known = await ownersFor(input, floor.channel);
    const means = { ...input, memory, said, ...(known === null ? {} : { owners: known }) };
    const channel = floor.channel.knowing?.(known?.lookedUp ?? new Map()) ?? floor.channel;
    return (
      (await tellRecovery(record, floor, memory)) ??
      (await tellHealth(record, floor, memory)) ??
      (await tellFindings(means, { ...floor, channel }))
    );
  });
}

/** Null: nobody is told by direct message, or it is all the same to this channel. */
async function ownersFor(
  { channels, others = [], record: { org }, store }: TellInput,
  channel: AlertChannel,
): Promise<Owners | null> {
  if (channel.people !== undefined) return ownersAmong([channel], { org, store, wereTold: false });
  if (!channel.routes.some(({ to }) => to.includes(OWNER))) return null;
  const here = await ownersAmong(channels, { org, store, wereTold: true });
  return here ?? ownersAmong(others, { org, store, wereTold: false });
}
