import type { ItemKey, OrgLogin } from '#core/credential.ts';
import type { Change, ScanId } from '#core/scan-record.ts';
import type { Write } from './batch.ts';
import { currentItem, currentKey, findingItem } from './current.ts';
import type { Key } from './keys.ts';
import { queryPages } from './query.ts';
import { questions } from './questions.ts';
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
  readonly previous: ScanId | null;
  readonly retention?: KeptScan['retention'];
  readonly after?: string;
}

/** Some of what is to be written for it. */
export interface Page {
  readonly writes: readonly Write[];
  /** Things whose items this scan shares with others, so that written too late it would hide what is newer. */
  readonly replaces: readonly ItemKey[];
  /** The sort key after which to go on. */
  readonly last: string;
  /** In items written: keys that are only read are a tenth of that. */
  readonly cost: number;
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
      replaces: [],
      last: transitionSortKey(last),
      cost: transitions.length,
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
      replaces: changes.map(({ key }) => key),
      last: changeSortKey(last),
      cost: changes.length,
    };
  }
}

export function currentWrite(org: OrgLogin, scan: ScanId, { change, key, item }: Change): Write {
  return change === 'gone' ? { remove: currentKey(org, key) } : { put: currentItem(org, scan, item) };
}

/**
 * The versions of findings that a later one follows, whichever scan made it and however late they were written. The first
 * scan of an organisation follows nothing.
 */
export async function* supersededPages(table: Table, { after, org, previous }: Work): AsyncGenerator<Page> {
  if (previous === null) return;
  const question = { ...questions.findings(org), attributes: ['pk', 'sk'] };
  let last = after;
  for await (const page of queryPages(table, { ...question, ...(after === undefined ? {} : { after }) })) {
    const read = page.map((item) => item as unknown as Key);
    const { pk } = read[0] ?? { pk: '' };
    const keys = last === undefined ? read : [{ pk, sk: last }, ...read];
    last = keys.at(-1)?.sk;
    if (last === undefined) continue;
    const gone = keys.filter((key, place) => findingIn(key) === findingIn(keys[place + 1]));
    yield { writes: gone.map((remove) => ({ remove })), replaces: [], last, cost: page.length / 10 };
  }
}

function findingIn(key: Key | undefined): string | undefined {
  return key?.sk.split('#', 1)[0];
}
