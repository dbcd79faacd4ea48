import type { ItemKey, OrgLogin } from '#core/credential.ts';
import type { Fingerprint } from '#core/finding.ts';
import type { Change, ScanId } from '#core/scan-record.ts';
import type { Write } from './batch.ts';
import { currentItem, currentKey, findingItem } from './current.ts';
import {
  changeSortKey,
  type KeptScan,
  stagedChanges,
  stagedTransitions,
  transitionSortKey,
} from './staged.ts';
import type { Table } from './table.ts';

/** A committed scan that current items and findings are to follow, from a sort key on. */
export interface Work {
  readonly org: OrgLogin;
  readonly scan: ScanId;
  readonly retention?: KeptScan['retention'];
  readonly after?: string;
}

/** Some of what is to be written for it. */
export interface Page {
  readonly writes: readonly Write[];
  /** Findings of which there is now another version. */
  readonly follows: readonly Fingerprint[];
  /** Things whose items this scan shares with others, so that written too late it would hide what is newer. */
  readonly replaces: readonly ItemKey[];
  /** The sort key after which to go on. */
  readonly last: string;
}

/** The versions that this scan made of findings. */
export async function* findingPages(
  table: Table,
  { org, scan, retention, ...from }: Work,
): AsyncGenerator<Page> {
  for await (const transitions of stagedTransitions(table, org, scan, from)) {
    const last = transitions.at(-1);
    if (last === undefined) continue;
    const kept = { id: scan, ...(retention === undefined ? {} : { retention }) };
    yield {
      writes: transitions.map(({ finding }) => ({ put: findingItem(org, kept, finding) })),
      follows: transitions.map(({ finding }) => finding.id),
      replaces: [],
      last: transitionSortKey(last),
    };
  }
}

/** The things that appeared, changed or went. */
export async function* currentPages(table: Table, { org, scan, ...from }: Work): AsyncGenerator<Page> {
  for await (const changes of stagedChanges(table, org, scan, from)) {
    const last = changes.at(-1);
    if (last === undefined) continue;
    yield {
      writes: changes.map((change) => currentWrite(org, scan, change)),
      follows: [],
      replaces: changes.map(({ key }) => key),
      last: changeSortKey(last),
    };
  }
}

export function currentWrite(org: OrgLogin, scan: ScanId, { change, key, item }: Change): Write {
  return change === 'gone' ? { remove: currentKey(org, key) } : { put: currentItem(org, scan, item) };
}
