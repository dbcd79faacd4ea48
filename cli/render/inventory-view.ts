import type { ItemKind } from '#core/credential.ts';
import { inert } from '#core/inert.ts';
import type { Instant } from '#core/instant.ts';
import { isHole, sourceOfKind } from '#core/reading.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { Sighting } from '#core/snapshot.ts';
import { countsLine, invisibleKinds } from './counts-line.ts';
import { ownerOf } from './describe-item.ts';
import { explainReading, holesList } from './holes.ts';
import { SCHEMA_VERSION, scanHeader } from './scan-json.ts';
import type { TextOptions } from './scan-text.ts';
import { table } from './table.ts';
import { dayOf, dayOrWord, grouped, pluralOf } from './words.ts';
import { wrap } from './wrap.ts';

export interface InventoryView {
  readonly record: ScanRecord;
  /** What was asked for, in the order it is shown. */
  readonly sightings: readonly Sighting[];
  readonly kind: ItemKind | null;
  readonly owner: string | null;
  /** The time that was asked about; null: now. */
  readonly asOf: Instant | null;
  /** What could not be read of the snapshot, in words. */
  readonly damaged: readonly string[];
}

/** The inventory of one committed scan as a table. */
export function inventoryText(view: InventoryView, { width, paint }: TextOptions): string {
  const { asOf, record, sightings } = view;
  const inForce = asOf === null ? '' : `, in force at ${asOf},`;
  const head = `${record.org}, as the scan of ${record.id}${inForce} saw it: ${grouped(sightings.length)} listed${filters(view)}.`;
  const blocks = [
    [paint.bold(head), ...holesList(record.sources, width), ...invisible(view, width)],
    ...(sightings.length === 0 ? [] : [[itemsTable(view, { width, paint })]]),
    wrap(`In all: ${countsLine(record.counts)}`, width, { rest: '  ' }),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

export function inventoryDocument({ asOf, damaged, record, sightings }: InventoryView): object {
  return {
    schemaVersion: SCHEMA_VERSION,
    asOf,
    scan: scanHeader(record),
    counts: record.counts,
    items: sightings.map(({ item, seen }) => ({ ...item, seen, carriedOver: seen !== record.id })),
    damaged,
  };
}

function itemsTable({ record, sightings }: InventoryView, options: TextOptions): string {
  const carried = sightings.some(({ seen }) => seen !== record.id);
  return table(
    [
      { title: 'credential' },
      { title: 'name', narrow: 'clip' },
      { title: 'owner', narrow: 'clip' },
      { title: 'expires' },
      { title: 'last used' },
      ...(carried ? [{ title: 'seen' }] : []),
    ],
    sightings.map(({ item, seen }) => [
      `${item.kind}:${item.id}`,
      item.name ?? '–',
      ownerOf(item.owner),
      item.kind === 'person' ? '–' : dayOrWord(item.expiresAt),
      item.kind === 'person' ? '–' : dayOrWord(item.lastUsedAt),
      ...(carried ? [seen === record.id ? 'this scan' : dayOf(seen)] : []),
    ]),
    options,
  );
}

function filters({ kind, owner }: InventoryView): string {
  const parts = [
    ...(kind === null ? [] : [`kind ${kind}`]),
    ...(owner === null ? [] : [`owner ${inert(owner)}`]),
  ];
  return parts.length === 0 ? '' : ` of ${parts.join(', ')}`;
}

/** An empty answer about something that cannot be seen is no answer: it says so, and why. */
function invisible({ record, kind }: InventoryView, width: number): string[] {
  if (kind === null || !invisibleKinds(record.counts).includes(kind)) return [];
  const reading = record.sources.find(({ source }) => source === sourceOfKind(kind));
  const why = reading === undefined || isHole(reading) ? '' : ` ${explainReading(reading)}`;
  return wrap(`! ${pluralOf(kind)}: not visible here.${why}`, width, { rest: '  ' });
}
