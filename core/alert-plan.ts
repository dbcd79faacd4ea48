import type { Alert } from './alert.ts';
import type { Decided } from './alert-decisions.ts';
import { type Delivery, delivered, type Memory } from './delivery.ts';
import { type Finding, severityRank } from './finding.ts';
import { loudestAlertsFirst } from './finding-order.ts';
import type { OwnerLookup } from './owner-address.ts';
import type { People } from './people.ts';
import type { Route } from './route.ts';
import type { ScanId } from './scan-record.ts';

/**
 * One message. `beside`: a digest for people on a channel where every finding had a message of its own for machines
 * already; it is noted as read, and nothing else.
 */
export interface Message {
  readonly kind: 'single' | 'digest' | 'beside';
  /** At least one; of a single exactly one. */
  readonly alerts: readonly Alert[];
}

/** How a channel likes to be told. */
export interface Habits {
  readonly name: string;
  /** A message for every finding, for machines; else for those at high and above, and a digest of the others. */
  readonly each: boolean;
  /** The routes that lead there. */
  readonly routes: readonly Route[];
  /** More messages at once than this are a storm, and a storm is one digest. */
  readonly mostSingles: number;
  /** The channel is the owners, each told of their own: these can be. Absent: the channel is one place. */
  readonly people?: People;
  /** Absent: owners whom `people` does not name are not looked up. */
  readonly ownerLookup?: OwnerLookup | undefined;
}

/** What one channel is to be told after a scan. `memory`: what it was told; empty before its first scan. */
export function alertPlan(decided: readonly Decided[], memory: Memory, habits: Habits): Message[] {
  const alerts = alertsOf(decided);
  const own = habits.each ? alerts : alerts.filter((alert) => isWorthOne(alert, memory));
  const isFirst = !hasHeard(memory) && alerts.length > 1;
  if (isFirst || own.length > habits.mostSingles) return digestOf('digest', alerts);
  const singles = own.map((alert): Message => ({ kind: 'single', alerts: [alert] }));
  const others = habits.each
    ? digestOf('beside', [...unread(decided, memory), ...alerts.filter(({ finding }) => !isLoud(finding))])
    : digestOf(
        'digest',
        alerts.filter((alert) => !own.includes(alert)),
      );
  return [...singles, ...others];
}

/** What is said of scans themselves is no word about findings. */
function hasHeard(memory: Memory): boolean {
  return [...memory.keys()].some((about) => about !== 'health' && about !== 'failure');
}

/** What is to be said, the loudest first. */
export function alertsOf(decided: readonly Decided[]): Alert[] {
  return loudestAlertsFirst(
    decided.flatMap(({ decision, finding }) =>
      decision.speak ? [{ finding, reason: decision.reason }] : [],
    ),
  );
}

/** What to note once the receiver said yes to the message. */
export function notesOf(
  { kind, alerts }: Message,
  memory: Memory,
  { channel, at, handle }: { channel: Habits; at: ScanId; handle: string | null },
): Delivery[] {
  const notes = alerts.map(({ finding, reason }) =>
    delivered(memory.get(finding.id), {
      channel: channel.name,
      about: finding.id,
      handle: kind === 'single' ? handle : null,
      saying: { at, reason, severity: finding.severity, tier: finding.tier },
    }),
  );
  const said = { at, severity: 'low', tier: null } as const;
  const read: Delivery = { channel: channel.name, about: 'digest', said, handle: null, sayings: [] };
  if (kind === 'single') return notes;
  if (kind === 'beside') return [read];
  return channel.each ? [read, ...notes] : notes;
}

/** What is below high, was said to machines in an earlier run, which died before the digest, and is not said tonight. */
function unread(decided: readonly Decided[], memory: Memory): Alert[] {
  const last = memory.get('digest')?.said.at ?? '';
  return decided.flatMap(({ decision, finding }): Alert[] => {
    const saying = memory.get(finding.id)?.sayings.at(-1);
    const isRead = decision.speak || saying === undefined || saying.at <= last || isLoud(finding);
    return isRead ? [] : [{ finding, reason: saying.reason }];
  });
}

function digestOf(kind: 'digest' | 'beside', alerts: readonly Alert[]): Message[] {
  return alerts.length === 0 ? [] : [{ kind, alerts }];
}

/** What has a message of its own keeps it: it is edited there, and closed there. Nothing gets one only to be closed. */
function isWorthOne({ finding, reason }: Alert, memory: Memory): boolean {
  const hasOne = (memory.get(finding.id)?.handle ?? null) !== null;
  return hasOne || (isLoud(finding) && reason !== 'resolved');
}

const isLoud = ({ severity }: Finding): boolean => severityRank(severity) >= severityRank('high');
