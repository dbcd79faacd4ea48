import type { OrgLogin } from '#core/credential.ts';
import type { ScanId } from '#core/scan-record.ts';
import type { Cursor } from '#scan/ports.ts';
import { archiveItem } from './archive.ts';
import { writeAll } from './batch.ts';
import { putBackNewer } from './fell-behind.ts';
import { removeFollowed } from './followed-versions.ts';
import { markProjected, readHead } from './head.ts';
import { bareItem } from './item.ts';
import { loginKey, ORGANISATIONS } from './keys.ts';
import { currentPages, findingPages, type Page, type Work } from './projected-pages.ts';
import type { Table } from './table.ts';

/** Under two minutes where a new table takes 4,000 units a second, and a Lambda invocation has 15. */
export const PROJECTED_A_STEP = 50_000;

/** What follows a commit, in this order. */
const PHASES = [findingPages, currentPages] as const;

/** Where a step ended. */
interface Place {
  readonly scan: ScanId;
  /** Of `PHASES`. */
  readonly phase: number;
  /** The last sort key that was dealt with. */
  readonly after?: string;
}

/**
 * Brings current items and findings some way nearer to the committed head; gives where to go on, null: they are there.
 * Two processes may do so at once: both write the same. One that fell behind a whole further scan stops, and takes back
 * what it wrote too late.
 */
export async function projectSome(
  table: Table,
  org: OrgLogin,
  from: Cursor | null,
  mostItems = PROJECTED_A_STEP,
): Promise<Cursor | null> {
  const { stored, projected } = await readHead(table, org);
  if (stored === null || projected) return null;
  const { id: scan, previous, retention } = stored.record;
  const kept = retention === undefined ? {} : { retention };
  const place = placeIn(scan, from);
  if (place === undefined) {
    await writeAll(table, [{ put: archiveItem(stored) }, { put: organisationItem(stored.record.org) }]);
  }
  let items = 0;
  for await (const page of pagesFrom(table, { org, scan, ...kept }, place)) {
    if (!(await writePage(table, { org, scan, previous }, page))) return null;
    items += page.writes.length;
    if (items >= mostItems) return JSON.stringify(page.place);
  }
  await markProjected(table, org, scan);
  return null;
}

async function* pagesFrom(
  table: Table,
  work: Work,
  { phase: first, after }: Omit<Place, 'scan'> = { phase: 0 },
): AsyncGenerator<Page & { readonly place: Place }> {
  for (const [phase, pagesOf] of PHASES.entries()) {
    const from = phase === first && after !== undefined ? { after } : {};
    if (phase < first) continue;
    for await (const page of pagesOf(table, { ...work, ...from })) {
      yield { ...page, place: { scan: work.scan, phase, after: page.last } };
    }
  }
}

/** A place in an earlier scan is none: others went on to this one. */
function placeIn(scan: ScanId, from: Cursor | null): Place | undefined {
  const place = from === null ? undefined : (JSON.parse(from) as Place);
  return place?.scan === scan ? place : undefined;
}

/** False: somebody else is done with the scan. The first scan of an organisation follows nothing. */
async function writePage(
  table: Table,
  {
    org,
    previous,
    scan,
  }: { readonly org: OrgLogin; readonly scan: ScanId; readonly previous: ScanId | null },
  page: Page,
): Promise<boolean> {
  if (!(await isStillToDo(table, org, scan))) return false;
  await writeAll(table, page.writes);
  const inTime = await isStillToDo(table, org, scan);
  if (previous !== null || !inTime) await removeFollowed(table, org, page.follows);
  if (!inTime) await putBackNewer(table, org, scan, page.replaces);
  return inTime;
}

async function isStillToDo(table: Table, org: OrgLogin, scan: ScanId): Promise<boolean> {
  const { stored, projected } = await readHead(table, org);
  return stored?.record.id === scan && !projected;
}

function organisationItem(org: OrgLogin) {
  return { ...bareItem({ pk: ORGANISATIONS, sk: loginKey(org) }, 'organisation'), org };
}
