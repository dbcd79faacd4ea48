import type { Delivery, Memory } from '#core/delivery.ts';
import type { AlertDecision, Finding, FindingTransition } from '#core/finding.ts';
import { inert } from '#core/inert.ts';
import type { OwnerAddress } from '#core/owner-address.ts';
import { OWNER } from '#core/owner-first.ts';
import { pressedWords } from '#core/press-button.ts';
import type { Pressed } from '#core/pressed.ts';
import { pressedSince } from '#core/pressed-since.ts';
import type { ScanId, ScanRecord } from '#core/scan-record.ts';
import { decisionWords } from '#core/silence-text.ts';
import { saidAtTerminal, TERMINAL } from '#core/terminal.ts';
import { findingLines } from './findings-summary.ts';
import { pendingWords, pressedJson } from './presses.ts';
import { findingJson, SCHEMA_VERSION } from './scan-json.ts';
import type { TextOptions } from './scan-text.ts';
import { table } from './table.ts';
import { dayOf } from './words.ts';

export interface Explained {
  readonly finding: Finding;
  /** The last scan. */
  readonly record: ScanRecord;
  readonly steps: readonly (FindingTransition & { readonly at: ScanId })[];
  readonly deliveries: readonly Delivery[];
  readonly presses: readonly Pressed[];
  /** What came of looking its owner up in Slack; null: nobody did. */
  readonly address: OwnerAddress | null;
}

/** What was seen, what was said where, and why not tonight. */
export function explainText(all: readonly Explained[], options: TextOptions): string {
  return `${all.map((each) => one(each, options)).join('\n\n\n')}\n`;
}

function one(explained: Explained, options: TextOptions): string {
  const { finding, presses, record, steps } = explained;
  const pending = pressedSince(record.id, finding, presses);
  const pressed = inOrder(presses).map((each) => {
    const words = pending.includes(each) ? pendingWords(each) : pressedWords(each);
    return `  ${dayOf(each.at)}: ${inert(words)}`;
  });
  const { paint, width } = options;
  const said = sayingsOf(explained);
  const life = steps.map(({ at, kind, finding: after }) => [dayOf(at), kind, stateOf(after)]);
  const told = said.map(({ channel, at, reason, ...how }) => [dayOf(at), channel, reason, loudness(how)]);
  const decisions = decisionsOf(explained).map((decision) => [decision.channel, decisionWords(decision)]);
  const size = { width: width - 2, paint };
  return [
    ...findingLines(finding, options),
    `      ${finding.id}`,
    '',
    paint.bold('Its life'),
    indented(table([{ title: 'night' }, { title: 'step' }, { title: 'as' }], life, size)),
    '',
    paint.bold('What was said'),
    told.length === 0
      ? '  Nothing yet.'
      : indented(
          table([{ title: 'night' }, { title: 'where' }, { title: 'why' }, { title: 'as' }], told, size),
        ),
    ...(pressed.length === 0 ? [] : ['', paint.bold('What was pressed'), ...pressed]),
    '',
    paint.bold(`In the last scan, of ${record.id} (${record.status})`),
    indented(table([{ title: 'where' }, { title: 'decided', narrow: 'wrap' }], decisions, size)),
    ...(explained.address === null ? [] : ['', `  ${inert(addressWords(explained.address))}`]),
  ].join('\n');
}

export function explainDocument(all: readonly Explained[]): object {
  return {
    schemaVersion: SCHEMA_VERSION,
    explained: all.map((explained) => ({
      finding: findingJson(explained.finding),
      life: explained.steps.map(({ at, kind, finding: { severity, tier, state } }) => ({
        at,
        kind,
        severity,
        tier,
        state,
      })),
      said: sayingsOf(explained),
      pressed: inOrder(explained.presses).map(pressedJson),
      lookedUp: lookedUp(explained.address),
      lastScan: {
        id: explained.record.id,
        status: explained.record.status,
        decisions: decisionsOf(explained).map(({ channel, reason, detail }) => ({ channel, reason, detail })),
      },
    })),
  };
}

function addressWords({ at, login, slack, why }: OwnerAddress): string {
  const found = slack === null ? `could not be found in Slack: ${why}.` : `was found in Slack (${slack}).`;
  return `On ${dayOf(at)} its owner ${login} ${found}`;
}

function lookedUp(address: OwnerAddress | null) {
  return address === null ? null : { at: address.at, slack: address.slack, why: address.why };
}

const inOrder = (presses: readonly Pressed[]): Pressed[] =>
  presses.toSorted((one, other) => Number(one.at > other.at) - Number(one.at < other.at));

/** In order of time. Of what an earlier Patrol said at the terminal only the last time is known. */
function sayingsOf({ deliveries, finding }: Explained) {
  const all = deliveries.flatMap(({ channel, sayings }) => sayings.map((saying) => ({ channel, ...saying })));
  const terminal = saidAtTerminal(memoryAt(TERMINAL.name, deliveries), finding);
  const isLegacy = terminal?.sayings.length === 0;
  const last = isLegacy ? [{ channel: TERMINAL.name, reason: 'last said', ...terminal.said }] : [];
  return [...all, ...last].sort((one, other) => (one.at < other.at ? -1 : 1));
}

function memoryAt(channel: string, deliveries: readonly Delivery[]): Memory {
  return new Map(deliveries.filter((each) => each.channel === channel).map((each) => [each.about, each]));
}

/** A scan does not keep that nothing was new, so what it does not tell of a place is that. */
function decisionsOf({ address, deliveries, finding, record }: Explained): AlertDecision[] {
  const kept = record.alerts
    .filter((decision) => decision.finding === finding.id)
    .map((decision) => afterwards(decision, { address, deliveries, record }));
  const channels = new Set([TERMINAL.name, ...deliveries.map(({ channel }) => channel)]);
  const quiet = [...channels].filter((channel) => !kept.some((decision) => decision.channel === channel));
  return [...kept, ...quiet.map((channel) => oldStory(channel, finding, deliveries))];
}

/** What became of a decision: who could not be found was not told, and others were told in their place. */
function afterwards(
  decision: AlertDecision,
  { address, deliveries, record }: Pick<Explained, 'address' | 'deliveries' | 'record'>,
): AlertDecision {
  const { channel } = decision;
  const said = deliveries
    .find((each) => each.channel === channel)
    ?.sayings.find(({ at }) => at === record.id);
  if (said !== undefined) return { ...decision, reason: said.reason, detail: null };
  if (channel !== OWNER || address?.why == null || address.at !== record.id) return decision;
  return { ...decision, reason: 'owner-unreachable', detail: address.why };
}

function oldStory(channel: string, finding: Finding, deliveries: readonly Delivery[]): AlertDecision {
  const memory = memoryAt(channel, deliveries);
  const delivery = channel === TERMINAL.name ? saidAtTerminal(memory, finding) : memory.get(finding.id);
  const said = delivery?.said ?? null;
  const reason = said === null ? 'never-said' : 'already-said';
  return { finding: finding.id, channel, reason, detail: said?.at ?? null };
}

function stateOf({ severity, state, tier, cause }: Finding): string {
  if (state === 'resolved') return cause === null ? 'over' : `over: ${cause}`;
  return state === 'waived' ? `waived, ${loudness({ severity, tier })}` : loudness({ severity, tier });
}

function loudness({ severity, tier }: Pick<Finding, 'severity' | 'tier'>): string {
  return tier === null ? severity : `${severity}, tier ${tier}`;
}

const indented = (text: string): string => text.replace(/^/gm, '  ');
