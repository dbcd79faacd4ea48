import type { SettledReading } from '#core/reading.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { Paint } from './paint.ts';
import { table } from './table.ts';
import { grouped, minuteOf } from './words.ts';

/** Every source with what it gave: a dash where nothing could be looked at, never a 0. */
export function sourcesTable(
  record: ScanRecord,
  options: { readonly paint: Paint; readonly width: number },
): string {
  return table(
    [
      { title: 'source' },
      { title: 'status' },
      { title: 'seen', align: 'right' },
      { title: 'carried over', align: 'right' },
      { title: 'last complete', narrow: 'wrap' },
    ],
    record.sources.map((reading) => [
      reading.source,
      reading.status,
      reading.count === null ? '–' : grouped(reading.count),
      reading.status === 'unavailable' && reading.carriedOver === 0 ? '–' : grouped(reading.carriedOver),
      lastComplete(reading, record),
    ]),
    options,
  );
}

function lastComplete(reading: SettledReading, record: ScanRecord): string {
  if (reading.lastComplete === null) return 'never';
  return reading.lastComplete === record.id ? 'this scan' : minuteOf(reading.lastComplete);
}
