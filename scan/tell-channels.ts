import type { Alert } from '#core/alert.ts';
import { decideAll } from '#core/alert-decisions.ts';
import { alertEvent, digestEvent, type Sites } from '#core/alert-event-of.ts';
import { alertPlan, notesOf } from '#core/alert-plan.ts';
import type { Memory } from '#core/delivery.ts';
import type { Finding } from '#core/finding.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { itemsBehind } from './items-behind.ts';
import { memoryOf } from './listeners.ts';
import type { AlertChannel, Engine, Store, Wait } from './ports.ts';
import { type Floor, sayOne } from './say-one.ts';
import { tellHealth } from './tell-health.ts';

export interface TellInput {
  readonly record: ScanRecord;
  readonly store: Store;
  readonly engine: Engine;
  readonly channels: readonly AlertChannel[];
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
 * A channel that another process tells is waited for, and what was said there is read again.
 */
export async function tellChannels(input: TellInput): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const channel of input.channels) told.push(await tellChannel(input, channel));
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
    const floor = { org, channel, claim, store, signal };
    return (await tellHealth(record, floor, memory)) ?? (await tellFindings(input, floor, { memory, said }));
  } finally {
    // One that is not let go lapses by itself.
    await claim.release().catch(() => undefined);
  }
}

async function tellFindings(
  { record, sites, store }: TellInput,
  floor: Floor,
  { memory, said }: { readonly memory: Memory; readonly said: Alert[] },
): Promise<Wait | null> {
  const { id: at, org } = record;
  const { channel } = floor;
  const findings = await store.findings(org, ['open', 'waived', 'resolved']);
  const saidOf = ({ id }: Finding) => memory.get(id)?.said ?? null;
  const { routes } = channel;
  const decided = decideAll({ org, now: at, sources: record.sources, findings, routes, saidOf });
  const messages = alertPlan(decided, memory, channel);
  const told = messages.flatMap(({ alerts }) => alerts.map(({ finding }) => finding));
  const telling = { record, sites, items: await itemsBehind(told, record, store) };
  for (const message of messages) {
    const [first] = message.alerts;
    if (first === undefined) continue;
    const isSingle = message.kind === 'single';
    const wait = await sayOne(floor, {
      event: isSingle ? alertEvent(telling, first) : digestEvent(telling, message.alerts),
      handle: isSingle ? (memory.get(first.finding.id)?.handle ?? null) : null,
      notes: (handle) => notesOf(message, memory, { channel, at, handle }),
    });
    if (wait !== null) return wait;
    said.push(...message.alerts);
  }
  return null;
}
