import type { PatrolEvent } from '#core/alert-event.ts';
import type { OrgLogin } from '#core/credential.ts';
import type { Delivery } from '#core/delivery.ts';
import type { Retention } from '#core/retention.ts';
import type { AlertChannel, Wait } from './ports.ts';
import type { ChannelClaim, Store } from './store-port.ts';

/** A channel that is ours to tell, for now. */
export interface Floor {
  readonly org: OrgLogin;
  readonly channel: AlertChannel;
  readonly claim: ChannelClaim;
  readonly store: Store;
  readonly signal: AbortSignal;
  /** How long it is kept that something is over. */
  readonly retention: Retention;
}

/** One message and what to note of it. */
export interface Word {
  readonly event: PatrolEvent;
  /** Of the message there already is; null: none. */
  readonly handle: string | null;
  notes(handle: string | null): readonly Delivery[];
}

/**
 * Says one thing and notes it, as long as the channel is ours. Null: it is said and noted. Whoever took the channel
 * while the receiver thought it over says the same again, and it is that message, not ours, which is to be changed later.
 */
export async function sayOne(
  { channel, claim, org, retention, signal, store }: Floor,
  word: Word,
): Promise<Wait | null> {
  const taken = await claim.keep();
  if (taken !== null) return taken;
  const answer = await channel.send(word.event, word.handle, signal);
  if (answer.kind === 'wait') return answer;
  const late = await claim.keep();
  if (late !== null) return late;
  await store.noteDeliveries(org, word.notes(answer.handle), retention);
  return null;
}
