import { clip, inert } from '#core/inert.ts';
import type { Change, ScanRecord } from '#core/scan-record.ts';
import { describeItem } from './describe-item.ts';
import { grouped } from './words.ts';
import { wrap } from './wrap.ts';

const SHOWN = 5;
const VALUE_WIDTH = 60;
const SIGNS = { appeared: '+', changed: '~', gone: '-' } as const;
const LOUDEST_FIRST = ['gone', 'changed', 'appeared'] as const;

/** How much changed since the scan before, and the first few, what is gone first. */
export function changesList(record: ScanRecord, changes: readonly Change[], width: number): string[] {
  const { appeared, changed, gone } = record.changes;
  if (record.previous === null)
    return wrap(`First scan of ${record.org}: ${grouped(appeared)} seen, nothing to compare with.`, width);
  const head = `Changes since ${record.previous}: `;
  if (appeared + changed + gone === 0) return [`${head}none.`];
  const shown = LOUDEST_FIRST.flatMap((kind) => changes.filter(({ change }) => change === kind)).slice(
    0,
    SHOWN,
  );
  const more = appeared + changed + gone - shown.length;
  return [
    `${head}${grouped(appeared)} appeared, ${grouped(changed)} changed, ${grouped(gone)} gone.`,
    ...shown.flatMap((change) => wrap(describeChange(change), width, { first: '  ', rest: '      ' })),
    ...(more > 0 ? [`  and ${grouped(more)} more (--format json has them all)`] : []),
  ];
}

function describeChange({ change, item, key, fields }: Change): string {
  const details = Object.entries(fields).map(
    ([field, { before, after }]) => `${inert(field)} ${shown(before)} → ${shown(after)}`,
  );
  const what = `${SIGNS[change]} ${change} ${describeItem(item)} (${inert(key)})`;
  return details.length === 0 ? what : `${what}: ${details.join('; ')}`;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return clip(inert(text), VALUE_WIDTH);
}
