import type { ChangeCounts, ComparedChange } from '#core/history/compared.ts';
import type { Instant } from '#core/instant.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { describeItem } from './describe-item.ts';
import { fieldLines } from './field-lines.ts';
import { SCHEMA_VERSION } from './scan-json.ts';
import type { TextOptions } from './scan-text.ts';
import { table } from './table.ts';
import { grouped, ITEM_KINDS, pluralOf } from './words.ts';

interface End {
  /** Null: the last scan, whenever that was. */
  readonly asked: Instant | null;
  readonly record: ScanRecord;
}

export interface DiffView {
  readonly from: End;
  readonly to: End;
  readonly basis: 'snapshots' | 'changes';
  readonly counts: ChangeCounts;
  readonly changes: readonly ComparedChange[];
  readonly damaged: readonly string[];
}

/** What is different, counted by kind, then a row each. */
export function diffText(view: DiffView, options: TextOptions): string {
  const { basis, changes, from, to } = view;
  const head = `${to.record.org}, from the scan of ${from.record.id} to the scan of ${to.record.id}: ${changes.length === 0 ? 'nothing changed' : `${grouped(changes.length)} changed`}.`;
  const note =
    from.record.id === to.record.id
      ? ['No scan was made between these times: what happened in between shows in the next one only.']
      : basis === 'snapshots'
        ? []
        : ['A snapshot could not be read; the changes in between were added up.'];
  const blocks = [
    [options.paint.bold(head), ...note],
    ...(changes.length === 0 ? [] : [[countsTable(view.counts, options)], [changesTable(changes, options)]]),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

export function diffDocument({ basis, changes, counts, damaged, from, to }: DiffView): object {
  return {
    schemaVersion: SCHEMA_VERSION,
    org: to.record.org,
    from: { asked: from.asked, scan: from.record.id },
    to: { asked: to.asked, scan: to.record.id },
    basis,
    counts,
    changes: changes.map(({ change: { change, fields, item, key }, rights }) => ({
      credential: key,
      change,
      fields,
      rights,
      item,
    })),
    damaged,
  };
}

function countsTable(counts: ChangeCounts, options: TextOptions): string {
  const rows = ITEM_KINDS.flatMap((kind) => {
    const count = counts[kind];
    if (count === undefined) return [];
    return [[pluralOf(kind), grouped(count.appeared), grouped(count.changed), grouped(count.gone)]];
  });
  const numbers = ['appeared', 'changed', 'gone'].map((title) => ({ title, align: 'right' as const }));
  return table([{ title: 'kind' }, ...numbers], rows, options);
}

function changesTable(changes: readonly ComparedChange[], options: TextOptions): string {
  return table(
    [{ title: 'what' }, { title: 'credential' }, { title: 'details', narrow: 'wrap' }],
    changes.map(({ change, rights }) => [
      rights.some(({ grew }) => grew) ? 'rights grew' : change.change,
      change.key,
      change.change === 'changed'
        ? `${describeItem(change.item)}: ${fieldLines(change.fields, rights).join('; ')}`
        : describeItem(change.item),
    ]),
    options,
  );
}
