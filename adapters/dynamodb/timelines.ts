import type { ItemKey, OrgLogin } from '#core/credential.ts';
import type { FindingTransition, Fingerprint } from '#core/finding.ts';
import type { Change, ScanId } from '#core/scan-record.ts';
import type { Attributes } from './attributes.ts';
import { queryAll } from './query.ts';
import { questions } from './questions.ts';
import { changeOf, transitionOf } from './staged.ts';
import type { Table } from './table.ts';

type Dated<Event> = Event & { readonly at: ScanId };

/** What happened to one thing in the committed scans up to `upTo`, the oldest first. */
export async function credentialTimeline(
  table: Table,
  org: OrgLogin,
  key: ItemKey,
  upTo: ScanId,
): Promise<Dated<Change>[]> {
  const items = await queryAll(table, questions.timeline(org, key, upTo));
  return items.map((item) => ({ ...changeOf(item), at: scanOf(item) }));
}

/** What happened to one finding in the committed scans up to `upTo`, the oldest first. */
export async function findingLife(
  table: Table,
  org: OrgLogin,
  id: Fingerprint,
  upTo: ScanId,
): Promise<Dated<FindingTransition>[]> {
  const items = await queryAll(table, questions.findingLife(org, id, upTo));
  return items.map((item) => ({ ...transitionOf(item), at: scanOf(item) }));
}

function scanOf({ timelineAt }: Attributes): ScanId {
  return timelineAt as ScanId;
}
