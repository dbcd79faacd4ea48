import { inert } from '#core/inert.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { counted } from './words.ts';
import { wrap } from './wrap.ts';

/** Rules of the policy that could not tell, a line each; nothing where all could. */
export function undecidedList({ undecided = [] }: Pick<ScanRecord, 'undecided'>, width: number): string[] {
  if (undecided.length === 0) return [];
  return [
    'Rules of the policy that could not tell:',
    ...undecided.flatMap(({ count, missing, rule }) =>
      wrap(inert(`${rule} of ${counted(count, 'credential')}, mostly for want of this: ${missing}.`), width, {
        first: '  - ',
        rest: '    ',
      }),
    ),
  ];
}
