import type { Alert } from '#core/alert.ts';
import type { Sites } from '#core/alert-event-of.ts';
import type { Listener } from '#core/judge.ts';
import { OWNER, type Owners } from '#core/owner-first.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { memoryOf, ownersAmong } from './listeners.ts';
import type { AlertChannel, Engine, Store, Wait } from './ports.ts';
import { tellFindings } from './tell-findings.ts';
import { tellHealth } from './tell-health.ts';

export interface TellInput {
  readonly record: ScanRecord;
  readonly store: Store;
  readonly engine: Engine;
  readonly channels: readonly AlertChannel[];
  /** Who is told by others. */
  readonly others?: readonly Listener['habits'][];
  readonly sites: Sites;
  /** Who tells, for people: a channel is told of an organisation by one process at a time. */
  readonly holder: string;
  readonly signal: AbortSignal;
}

/** How one channel fared. */
export interface Told {
  readonly channel: string;
  /** What the receiver said yes to, as far as this process heard it. */
  readonly alerts: readonly Alert[];
  /** Why it did not take the rest, which goes out with the next run; null: it took everything. */
  readonly failure: string | null;
}

/** What a channel may make us wait in all, so that one that only ever says "later" does not keep a scan alive. */
const PATIENCE_SECONDS = 900;

/**
 * Tells every channel what it was not told yet, one after the other; one that fails does not keep the next from being
 * told. Each message is noted after the receiver's yes, so that a crash between the two repeats that one and no other.
 * A channel that another process tells is waited for, and what was said there is read again. Owners come first, since
 * what others hear may depend on what these could be told.
 */
export async function tellChannels(input: TellInput): Promise<readonly Told[]> {
  const told: Told[] = [];
  const owners = input.channels.filter(({ people }) => people !== undefined);
  for (const channel of new Set([...owners, ...input.channels])) told.push(await tellChannel(input, channel));
  return told;
}

async function tellChannel(input: TellInput, channel: AlertChannel): Promise<Told> {
  const { engine, record } = input;
  const alerts: Alert[] = [];
  for (let turn = 1, waited = 0; ; turn++) {
    const name = `tell ${channel.name} of ${record.org}, turn ${turn}`;
    // What was said may be thousands of findings, and a step gives little.
    const { failure, pause } = await engine.step(name, () => takeTurn(input, channel, alerts));
    if (pause === null) return { channel: channel.name, alerts, failure };
    if (waited > PATIENCE_SECONDS) return { channel: channel.name, alerts, failure: pause.reason };
    waited += await engine.waitUntil(pause.until, pause.reason);
  }
}

interface Turn {
  readonly failure: string | null;
  readonly pause: Wait | null;
}

/** Goes on until everything is said, a pause is asked for, or the receiver fails. */
async function takeTurn(input: TellInput, channel: AlertChannel, said: Alert[]): Promise<Turn> {
  try {
    const pause = await speak(input, channel, said);
    return { pause, failure: null };
  } catch (error) {
    input.signal.throwIfAborted();
    return { pause: null, failure: error instanceof Error ? error.message : String(error) };
  }
}

async function speak(input: TellInput, channel: AlertChannel, said: Alert[]): Promise<Wait | null> {
  const { holder, record, signal, store } = input;
  const { org } = record;
  const claim = await store.claimChannel({ org, channel: channel.name, holder });
  if (claim.kind === 'wait') return claim;
  try {
    const memory = await memoryOf(org, channel.name, store);
    const owners = await ownersFor(input, channel);
    const floor = { org, channel, claim, store, signal };
    const telling = { ...input, memory, said, ...(owners === null ? {} : { owners }) };
    return (await tellHealth(record, floor, memory)) ?? (await tellFindings(telling, floor));
  } finally {
    // One that is not let go lapses by itself.
    await claim.release().catch(() => undefined);
  }
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
