import type { Alert } from '#core/alert.ts';
import { type Decided, decideAll } from '#core/alert-decisions.ts';
import { alertEvent, digestEvent, type Sites, type Telling } from '#core/alert-event-of.ts';
import { alertPlan, type Message, notesOf } from '#core/alert-plan.ts';
import type { Memory } from '#core/delivery.ts';
import type { Finding } from '#core/finding.ts';
import type { Owners } from '#core/owner-first.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { type Unrouted, unroutedAmong } from '#core/unrouted.ts';
import { itemsBehind } from './items-behind.ts';
import type { Wait } from './ports.ts';
import { type Floor, sayOne } from './say-one.ts';

interface Means {
  readonly record: ScanRecord;
  readonly sites: Sites;
  readonly memory: Memory;
  /** What the receiver said yes to; grows. */
  readonly said: Alert[];
  readonly owners?: Owners;
}

/** Messages for one listener: the channel, or one of the owners. */
interface Part {
  /** Login; null: the channel is one place. */
  readonly owner: string | null;
  readonly messages: readonly Message[];
}

/**
 * Says and notes what is decided about every finding. An owner to whom it cannot be said keeps no other from being told.
 *
 * @throws {Error} the first failure, when everybody else was told.
 */
export async function tellFindings(means: Means, floor: Floor): Promise<Wait | null> {
  const { record, sites } = means;
  const { channel, store } = floor;
  const findings = await store.findings(record.org, ['open', 'waived', 'resolved']);
  const parts = partsOf(findings, means, floor);
  const told = parts.flatMap(({ messages }) => messages.flatMap(({ alerts }) => alerts));
  const items = await itemsBehind(
    told.map(({ finding }) => finding),
    record,
    store,
  );
  const { org } = record;
  const unrouted =
    channel.people === undefined
      ? unroutedAmong(findings, { org, owners: means.owners, routes: channel.routes })
      : null;
  const failures: unknown[] = [];
  for (const part of parts) {
    try {
      const wait = await tellPart(part, { ...means, telling: { record, sites, items }, unrouted }, floor);
      if (wait !== null) return wait;
    } catch (error) {
      floor.signal.throwIfAborted();
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return null;
}

function partsOf(findings: readonly Finding[], means: Means, { channel }: Floor): Part[] {
  const { memory, owners, record } = means;
  const { id: now, org, sources } = record;
  const saidOf = ({ id }: Finding) => memory.get(id)?.said ?? null;
  const toOwner = channel.people !== undefined;
  const occasion = { org, now, sources, findings, routes: channel.routes, saidOf, toOwner };
  const decided = decideAll({ ...occasion, ...(owners === undefined ? {} : { owners }) });
  if (!toOwner) return [{ owner: null, messages: alertPlan(decided, memory, channel) }];
  const byOwner = Map.groupBy(decided, ({ finding }) => finding.credential.owner?.toLowerCase() ?? null);
  return [...byOwner.values()].map((own) => ({
    owner: own[0]?.finding.credential.owner ?? null,
    messages: alertPlan(own, memoryOfSome(memory, own), channel),
  }));
}

/** What one owner was told: whoever hears something for the first time hears it in one message. */
function memoryOfSome(memory: Memory, decided: readonly Decided[]): Memory {
  return new Map(
    decided.flatMap(({ finding: { id } }) => {
      const delivery = memory.get(id);
      return delivery === undefined ? [] : [[id, delivery] as const];
    }),
  );
}

async function tellPart(
  { owner, messages }: Part,
  {
    memory,
    record,
    said,
    telling,
    unrouted,
  }: Means & { readonly telling: Telling; readonly unrouted: Unrouted | null },
  floor: Floor,
): Promise<Wait | null> {
  const { channel } = floor;
  for (const message of messages) {
    const [first] = message.alerts;
    if (first === undefined) continue;
    const isSingle = message.kind === 'single';
    const wait = await sayOne(floor, {
      event: isSingle
        ? alertEvent(telling, first)
        : digestEvent(telling, message.alerts, { owner, unrouted }),
      handle: isSingle ? (memory.get(first.finding.id)?.handle ?? null) : null,
      notes: (handle) => notesOf(message, memory, { channel, at: record.id, handle }),
    });
    if (wait !== null) return wait;
    said.push(...message.alerts);
  }
  return null;
}
