import type { ScanRecord } from '#core/scan-record.ts';
import { grouped } from './words.ts';
import { wrap } from './wrap.ts';

/** Rules with a scope, a line each: what they do not look at is said every night. */
export function scopedList({ scoped = [] }: ScanRecord, width: number): string[] {
  if (scoped.length === 0) return [];
  return [
    'Rules that judge in a scope only:',
    ...scoped.flatMap(({ judged, leftOut, rule }) => {
      const counts = judged === 0 ? 'nothing that was seen' : `${grouped(judged)} judged`;
      return wrap(`${rule}: ${counts}, ${grouped(leftOut)} left out.`, width, {
        first: '  - ',
        rest: '    ',
      });
    }),
  ];
}
