import type { ItemKey } from '#core/credential.ts';
import type { TimelineEntry } from '#core/history/timeline.ts';
import type { Change, ScanRecord } from '#core/scan-record.ts';
import { describeItem } from './describe-item.ts';
import { fieldLines } from './field-lines.ts';
import { findingJson, SCHEMA_VERSION } from './scan-json.ts';
import type { TextOptions } from './scan-text.ts';
import { table } from './table.ts';
import { dayOrWord, minuteOf } from './words.ts';

export interface TimelineView {
  readonly record: ScanRecord;
  readonly key: ItemKey;
  readonly entries: readonly TimelineEntry[];
  readonly last: Change;
}

/** The life of one thing, a row for everything that happened to it. */
export function timelineText({ entries, key, last, record }: TimelineView, options: TextOptions): string {
  const state = last.change === 'gone' ? 'gone' : 'there';
  const head = `${record.org}, ${describeItem(last.item)} (${key}): ${state} in the scan of ${record.id}.`;
  const rows = entries.map((entry) => [minuteOf(entry.at), ...wordsOf(entry)]);
  const columns = [{ title: 'found' }, { title: 'what' }, { title: 'details', narrow: 'wrap' as const }];
  return `${options.paint.bold(head)}\n\n${table(columns, rows, options)}\n`;
}

export function timelineDocument({ entries, key, record }: TimelineView): object {
  return {
    schemaVersion: SCHEMA_VERSION,
    org: record.org,
    credential: key,
    upTo: record.id,
    entries: entries.map((entry) =>
      'finding' in entry ? { ...entry, finding: findingJson(entry.finding) } : entry,
    ),
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
