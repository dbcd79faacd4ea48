import type { Alert } from '#core/alert.ts';
import type { InventoryItem, ItemKey } from '#core/credential.ts';
import type { Fingerprint } from '#core/finding.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { ScanResult } from '#scan/scan-result.ts';
import { changesList } from './changes-list.ts';
import { countsLine } from './counts-line.ts';
import { findingsSummary } from './findings-summary.ts';
import { type Digest, message } from './message.ts';
import type { Paint } from './paint.ts';
import { scanHeadline } from './scan-headline.ts';
import { scopedList } from './scoped-list.ts';
import { sourcesTable } from './sources-table.ts';
import { strangersList } from './strangers-list.ts';
import { undecidedList } from './undecided-list.ts';
import { waiversList } from './waivers-list.ts';
import { counted, grouped } from './words.ts';
import { wrap } from './wrap.ts';

export interface TextOptions {
  readonly paint: Paint;
  /** Columns of the terminal, or of the page where there is none. */
  readonly width: number;
}

/** A scan and what is to be said after it, as it is shown. */
export interface ScanView {
  readonly result: ScanResult;
  readonly alerts: readonly Alert[];
  /** The snapshot's things that the alerts are about. */
  readonly items: ReadonlyMap<ItemKey, InventoryItem>;
}

/** What a person reads after a scan of one organisation. */
export function scanText({ result, alerts, items }: ScanView, options: TextOptions): string {
  const { record } = result;
  const { width, paint } = options;
  const blocks = [
    [...scanHeadline(record, options), ...repeated(result, width)],
    [sourcesTable(record, options)],
    wrap(`Inventory: ${countsLine(record.counts)}`, width, { rest: '  ' }),
    changesList(record, result.changes, width),
    findingsSummary({ record, findings: result.findings, told: idsOf(alerts) }, options),
    waiversList(record, width),
    undecidedList(record, width),
    scopedList(record, width),
    strangersList(record, width),
    onCall({ record, alerts, items }, options),
    [paint.dim(usageLine(record))],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function idsOf(alerts: readonly Alert[]): ReadonlySet<Fingerprint> {
  return new Set(alerts.map(({ finding }) => finding.id));
}

function repeated({ outcome, record }: ScanResult, width: number): string[] {
  if (outcome === 'committed') return [];
  return wrap(`This scan (${record.id}) was made before: nothing was read again. What it found:`, width);
}

function onCall(digest: Digest, { width, paint }: TextOptions): string[] {
  const lines = message(digest, width - 2);
  if (lines.length === 0) return ['Message for on-call: none, there is nothing new to say.'];
  return [paint.bold('Message for on-call:'), ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}

function usageLine({ usage }: ScanRecord): string {
  const free = usage.notModified === 0 ? '' : ` (${grouped(usage.notModified)} answered "not modified")`;
  const waited =
    usage.waitedSeconds === 0
      ? ''
      : `, ${counted(usage.waitedSeconds, 'second')} waiting for GitHub's rate limit`;
  return `Usage: ${counted(usage.requests, 'request')}${free}${waited}.`;
}
