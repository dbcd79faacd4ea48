import { isHole } from '#core/reading.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { explainReading, holesList } from './holes.ts';
import type { Paint } from './paint.ts';
import { counted, listed } from './words.ts';
import { wrap } from './wrap.ts';

/** The first thing a person reads: is it whole, and if not, what is missing and what to do. */
export function scanHeadline(
  record: ScanRecord,
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string[] {
  const title = `${record.org}, scan of ${record.id}:`;
  if (record.status === 'complete') {
    return [`${paint.bold(title)} ${paint.good('complete')}`, ...quietSources(record, width)];
  }
  const holes = record.sources.filter(isHole);
  const names = listed(holes.map(({ source }) => source));
  const missing = `${counted(holes.length, 'source')} not read whole: ${names}.`;
  const [first = '', ...rest] = wrap(`${title} PARTIAL. ${missing}`, width, { rest: '  ' });
  return [
    first.replace(title, () => paint.bold(title)).replace('PARTIAL', () => paint.warn('PARTIAL')),
    ...rest,
    ...indented(holesList(record.sources, width - 2)),
    ...wrap('What was not seen tonight is not reported as gone, and closes no finding.', width, {
      first: '    ',
    }),
    ...quietSources(record, width),
  ];
}

/** Sources that are not there to be read: no fault, but never silence. */
function quietSources(record: ScanRecord, width: number): string[] {
  return record.sources
    .filter((reading) => reading.status === 'unavailable' && !isHole(reading))
    .flatMap((reading) => wrap(explainReading(reading), width, { first: '  - ', rest: '    ' }));
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
