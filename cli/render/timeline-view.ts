import type { ItemKey } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import type { TimelineEntry } from '#core/history/timeline.ts';
import { inert } from '#core/inert.ts';
import type { Pressed } from '#core/pressed.ts';
import { pressedSince } from '#core/pressed-since.ts';
import type { Change, ScanRecord } from '#core/scan-record.ts';
import { describeItem } from './describe-item.ts';
import { fieldLines } from './field-lines.ts';
import { pendingWords, pressedJson } from './presses.ts';
import { findingJson, SCHEMA_VERSION } from './scan-json.ts';
import type { TextOptions } from './scan-text.ts';
import { table } from './table.ts';
import { dayOrWord, minuteOf } from './words.ts';

export interface TimelineView {
  readonly record: ScanRecord;
  readonly key: ItemKey;
  readonly entries: readonly TimelineEntry[];
  readonly last: Change;
  /** What people pressed of its findings, and these as they are now. */
  readonly presses: readonly Pressed[];
  readonly findings: readonly Finding[];
}

/** The life of one thing, a row for everything that happened to it. */
export function timelineText(view: TimelineView, options: TextOptions): string {
  const { entries, key, last, record } = view;
  const state = last.change === 'gone' ? 'gone' : 'there';
  const head = `${record.org}, ${describeItem(last.item)} (${key}): ${state} in the scan of ${record.id}.`;
  const rows = entries.map((entry) => [minuteOf(entry.at), ...wordsOf(entry)]);
  const columns = [{ title: 'found' }, { title: 'what' }, { title: 'details', narrow: 'wrap' as const }];
  const pending = pendingIn(view).map(({ rule, ...pressed }) =>
    inert(`${rule} ${pendingWords({ rule, ...pressed })}.`),
  );
  const pressed = pending.length === 0 ? '' : `\n${pending.join('\n')}\n`;
  return `${options.paint.bold(head)}\n\n${table(columns, rows, options)}\n${pressed}`;
}

/** What the last scan could not know: from the next one on it is a step like any other. */
function pendingIn({ findings, presses, record }: TimelineView): Pressed[] {
  return findings.flatMap((finding) => pressedSince(record.id, finding, presses));
}

export function timelineDocument(view: TimelineView): object {
  const { entries, key, record } = view;
  return {
    schemaVersion: SCHEMA_VERSION,
    org: record.org,
    credential: key,
    upTo: record.id,
    entries: entries.map((entry) =>
      'finding' in entry ? { ...entry, finding: findingJson(entry.finding) } : entry,
    ),
    pressed: pendingIn(view).map((pressed) => ({ finding: pressed.finding, ...pressedJson(pressed) })),
  };
}

function wordsOf(entry: TimelineEntry): [string, string] {
  switch (entry.what) {
    case 'appeared':
      return [entry.after === null ? 'first looked at' : 'appeared', datesOf(entry.item)];
    case 'changed':
      return [
        entry.rights.some(({ grew }) => grew) ? 'rights grew' : 'changed',
        fieldLines(entry.fields, entry.rights).join('; '),
      ];
    case 'gone':
      return ['gone', causeWords(entry)];
    case 'finding':
      return [`finding ${entry.step}`, findingWords(entry)];
    case 'alert':
      return ['alert', `${entry.finding.rule}: ${entry.reason}`];
    default:
      return entry satisfies never;
  }
}

function datesOf(item: Change['item']): string {
  if (item.kind === 'person') return `as ${item.role}`;
  const since = 'grantedAt' in item ? item.grantedAt : item.requestedAt;
  const granted =
    since === null ? '' : `${'grantedAt' in item ? 'granted' : 'requested'} ${minuteOf(since)}, `;
  return `${granted}expires: ${dayOrWord(item.expiresAt)}`;
}

function causeWords({ cause }: Extract<TimelineEntry, { what: 'gone' }>): string {
  return cause === 'revoked' ? 'revoked, deleted or uninstalled' : (cause ?? 'GitHub does not show why');
}

function findingWords({ finding, step }: Extract<TimelineEntry, { what: 'finding' }>): string {
  const cause = step === 'resolved' && finding.cause !== null ? ` (${finding.cause})` : '';
  return `${finding.severity.toUpperCase()} ${finding.rule}${cause}: ${finding.message}`;
}
