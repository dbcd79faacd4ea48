import type { Alert } from '#core/alert.ts';
import type { OrgLogin } from '#core/credential.ts';
import type { Memory } from '#core/delivery.ts';
import { DEFAULT_RETENTION, type Retention } from '#core/retention.ts';
import { memoryOf } from './listeners.ts';
import type { AlertChannel, Engine, Wait } from './ports.ts';
import type { Floor } from './say-one.ts';
import type { Store } from './store-port.ts';

/** Who is to be told about which organisation, and by whom. */
export interface Round {
  readonly org: OrgLogin;
  readonly store: Store;
  readonly engine: Engine;
  readonly channels: readonly AlertChannel[];
  /** Who tells, for people: a channel is told of an organisation by one process at a time. */
  readonly holder: string;
  readonly signal: AbortSignal;
  /** Of the scan that speaks; the default if not said. */
  readonly retention?: Retention;
}

/** How one channel fared. */
export interface Told {
  readonly channel: string;
  /** What the receiver said yes to, as far as this process heard it. */
  readonly alerts: readonly Alert[];
  /** Why it did not take the rest, which goes out with the next run; null: it took everything. */
  readonly failure: string | null;
}

/** Says what there is to say in a channel that is ours; a Wait where it should come back later. */
export type Speak = (floor: Floor, memory: Memory, said: Alert[]) => Promise<Wait | null>;

/** What a channel may make us wait in all, so that one that only ever says "later" does not keep a scan alive. */
const PATIENCE_SECONDS = 900;

/**
 * Lets `speak` have every channel, one after the other; one that fails does not keep the next from being told. A channel
 * that another process tells is waited for, and what was said there is read again.
 */
export async function tellEach(round: Round, speak: Speak): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const channel of round.channels) told.push(await tellChannel(round, channel, speak));
  return told;
}

async function tellChannel(round: Round, channel: AlertChannel, speak: Speak): Promise<Told> {
  const { engine, org } = round;
  const alerts: Alert[] = [];
  for (let turn = 1, waited = 0; ; turn++) {
    const name = `tell ${channel.name} of ${org}, turn ${turn}`;
    // What was said may be thousands of findings, and a step gives little.
    const { failure, pause } = await engine.step(name, () =>
      takeTurn(round, () => inClaim(round, channel, (floor, memory) => speak(floor, memory, alerts))),
    );
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
async function takeTurn({ signal }: Round, work: () => Promise<Wait | null>): Promise<Turn> {
  try {
    return { pause: await work(), failure: null };
  } catch (error) {
    signal.throwIfAborted();
    return { pause: null, failure: error instanceof Error ? error.message : String(error) };
  }
}

async function inClaim(
  { holder, org, retention = DEFAULT_RETENTION, signal, store }: Round,
  channel: AlertChannel,
  work: (floor: Floor, memory: Memory) => Promise<Wait | null>,
): Promise<Wait | null> {
  const claim = await store.claimChannel({ org, channel: channel.name, holder });
  if (claim.kind === 'wait') return claim;
  try {
    const memory = await memoryOf(org, channel.name, store);
    return await work({ org, channel, claim, store, signal, retention }, memory);
  } finally {
    // One that is not let go lapses by itself.
    await claim.release().catch(() => undefined);
  }
}
