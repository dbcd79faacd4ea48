import type { ScanRecord } from '#core/scan-record.ts';
import { type Write, writeAll } from './batch.ts';
import { bareItem } from './item.ts';
import { recordPartSortKey, STAGED_IN } from './keys.ts';
import { packText, unpackText } from './packed-text.ts';
import { PART_BYTES, partsOf } from './parts.ts';
import { queryAll } from './query.ts';
import type { Table } from './table.ts';

/** The fields of a record that grow with the organisation, and may not fit into one item. */
const GROWING = ['alerts', 'chunks', 'waiverNotes', 'undecided', 'strangers'] as const;
/**
 * A growing field whose JSON is longer is written beside the record, in parts. So the head stays at some KB: every
 * step of a scan renews the lease in it, and pays for the whole item.
 */
const INLINE_LENGTH = 6_000;

/** A record as one item holds it: growing fields that were spilled are empty there, and counted in parts. */
export interface StoredRecord {
  readonly record: ScanRecord;
  /** Field → number of parts. */
  readonly spilled: Readonly<Record<string, number>>;
}

/**
 * Writes what does not fit into one item beside the scan's staged items, and gives what does. The parts are named
 * by the record's digest, so that a process that lost the organisation cannot touch those of the one that has it.
 */
export async function spillRecord(table: Table, record: ScanRecord): Promise<StoredRecord> {
  const large = GROWING.map((field) => ({ field, text: JSON.stringify(record[field] ?? []) })).filter(
    ({ text }) => text.length > INLINE_LENGTH,
  );
  const spilled: Record<string, number> = {};
  const writes: Write[] = [];
  for (const { field, text } of large) {
    const parts = partsOf(packText(text), PART_BYTES);
    spilled[field] = parts.length;
    writes.push(...parts.map((data, part) => ({ put: recordPart(record, field, part, data) })));
  }
  await writeAll(table, writes);
  const emptied = Object.fromEntries(large.map(({ field }) => [field, []]));
  return { record: { ...record, ...emptied }, spilled };
}

/** The whole record again. */
export async function unspillRecord(table: Table, { record, spilled }: StoredRecord): Promise<ScanRecord> {
  const fields = await Promise.all(
    Object.entries(spilled).map(async ([field, count]) => [
      field,
      await readSpilled(table, record, field, count),
    ]),
  );
  return { ...record, ...Object.fromEntries(fields) };
}

async function readSpilled(table: Table, record: ScanRecord, field: string, count: number): Promise<unknown> {
  const partition = STAGED_IN(record.org, record.id);
  const prefix = recordPartSortKey(record, field);
  const parts = await queryAll(table, { partition, prefix });
  if (parts.length !== count) {
    throw new Error(
      `The ${field} of scan ${record.id} of ${record.org} are damaged: ${parts.length} of ${count} parts are left at ${partition} / ${prefix}.`,
    );
  }
  const packed = Buffer.concat(parts.map(({ data }) => data as Uint8Array));
  return JSON.parse(unpackText(packed));
}

function recordPart(record: ScanRecord, field: string, part: number, data: Uint8Array) {
  const { org, id } = record;
  const key = { pk: STAGED_IN(org, id), sk: recordPartSortKey(record, field, part) };
  return { ...bareItem(key, 'record-part'), org, field, part, data };
}
