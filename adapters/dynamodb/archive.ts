import type { OrgLogin } from '#core/credential.ts';
import type { Instant } from '#core/instant.ts';
import type { ScanId, ScanRecord } from '#core/scan-record.ts';
import type { Attributes } from './attributes.ts';
import { readHead } from './head.ts';
import { bodyOf, makeItem } from './item.ts';
import { SCANS_OF } from './keys.ts';
import { queryAll, queryPages } from './query.ts';
import { questions } from './questions.ts';
import { type StoredRecord, unspillRecord } from './record.ts';
import type { Table } from './table.ts';

/** The scan record for good, plain to read; growing fields that were spilled are counted in `spilled`. */
export function archiveItem({ record, spilled }: StoredRecord) {
  const key = { pk: SCANS_OF(record.org), sk: record.id };
  return makeItem(key, 'scan', {}, { ...record, spilled });
}

/** The last scan committed not later than `instant`; null: there was none yet. */
export async function scanAt(table: Table, org: OrgLogin, instant: Instant): Promise<ScanRecord | null> {
  // The archive follows the head a moment later.
  const { stored } = await readHead(table, org);
  if (stored === null) return null;
  if (stored.record.id <= instant) return unspillRecord(table, stored);
  const [item] = await queryAll(table, questions.scanAt(org, instant));
  return item === undefined ? null : unspillRecord(table, storedRecordOf(item));
}

/** The committed scans of an organisation, the oldest first. */
export async function* scansOf(table: Table, org: OrgLogin): AsyncGenerator<ScanRecord> {
  const { stored } = await readHead(table, org);
  if (stored === null) return;
  let isLastArchived = false;
  for await (const page of queryPages(table, oldestFirst(org))) {
    for (const item of page) {
      const archived = storedRecordOf(item);
      isLastArchived = archived.record.id >= stored.record.id;
      yield unspillRecord(table, archived);
    }
  }
  if (!isLastArchived) yield unspillRecord(table, stored);
}

/** Their ids alone. */
export async function scanIds(table: Table, org: OrgLogin): Promise<ScanId[]> {
  const { stored } = await readHead(table, org);
  if (stored === null) return [];
  const items = await queryAll(table, { ...oldestFirst(org), attributes: ['sk'] });
  const earlier = items.map(({ sk }) => sk as ScanId).filter((id) => id < stored.record.id);
  return [...earlier, stored.record.id];
}

const oldestFirst = (org: OrgLogin) => ({ ...questions.scans(org), newestFirst: false });

function storedRecordOf(item: Attributes): StoredRecord {
  const { org, schemaVersion } = item;
  const { spilled = {}, ...record } = bodyOf(item);
  return { record: { org, schemaVersion, ...record }, spilled } as unknown as StoredRecord;
}
