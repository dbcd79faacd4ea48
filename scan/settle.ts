import type { FineGrainedToken, ItemKey, TokenRequest } from '#core/credential.ts';
import { type Reading, type SettledReading, SOURCES, type SourceName } from '#core/reading.ts';
import type { ChunkRef, ScanRecord } from '#core/scan-record.ts';
import { assemble, type RepositoriesRow, type Sighting, type Snapshot } from '#core/snapshot.ts';
import type { Collected, CollectInput } from './collect.ts';
import type { GitHub } from './ports.ts';
import { type ReadRepositories, readRepositories } from './read-repositories.ts';
import { type SettledList, settleList } from './settle-lists.ts';

/** Tonight's inventory, whole: what was seen, what was confirmed, what had to be carried over. */
export interface Settled {
  readonly snapshot: Snapshot;
  readonly readings: readonly SettledReading[];
  readonly chunks: readonly ChunkRef[];
  readonly waitedSeconds: number;
}

/** Which holders each of the two sources of repositories looks after. */
const HOLDERS = [
  { name: 'token-repositories', of: 'fine-grained-tokens', kind: 'fine-grained-token' },
  { name: 'request-repositories', of: 'token-requests', kind: 'token-request' },
] as const;

/** Things in one piece of carried-over or confirmed ones. */
const SIGHTINGS_PER_CHUNK = 10_000;

export async function settle(
  input: CollectInput,
  github: GitHub,
  {
    collected,
    head,
    previous,
  }: { collected: readonly Collected[]; head: ScanRecord | null; previous: Snapshot },
): Promise<Settled> {
  const lists = new Map<SourceName, SettledList>();
  let ordinal = 0;
  const nextOrdinal = () => ordinal++;
  for (const reading of collected) {
    const source = github.sources.find(({ name }) => name === reading.source);
    if (source === undefined) throw new RangeError(`No source is called ${reading.source}.`);
    lists.set(source.name, await settleList(input, source, { collected: reading, previous, nextOrdinal }));
  }
  const listed = [...lists.values()].flatMap((list) => list.listed);
  const carriedOver = [...lists.values()].flatMap((list) => list.carriedOver);
  const settled = [...carriedOver, ...[...lists.values()].flatMap((list) => list.confirmed)];
  const seen = assemble(input.scan, { listed, settled, repositories: [] });

  const details = new Map<SourceName, ReadRepositories>();
  for (const { kind, name } of HOLDERS) {
    input.progress.phase(`reading ${name}`);
    const holders = subsetHolders(seen, kind, input.scan);
    details.set(
      name,
      await readRepositories(input, name, { holders, previous, reader: github.repositories }),
    );
  }
  const repositories = [...details.values()].flatMap(({ rows }): readonly RepositoriesRow[] => rows);
  const readings = SOURCES.flatMap((source): Reading[] => {
    const list = lists.get(source);
    const detail = details.get(source);
    if (list !== undefined) return [list];
    if (detail === undefined) return [];
    const reading = detailReading(source, detail, lists);
    input.progress.finished(source, reading.status, reading.count ?? 0);
    return [reading];
  });
  return {
    snapshot: assemble(input.scan, { listed, settled, repositories }),
    readings: readings.map((reading) =>
      remember(
        reading,
        lists.get(reading.source)?.carriedOver.length ?? details.get(reading.source)?.carriedOver ?? 0,
        input,
        head,
      ),
    ),
    chunks: [
      ...[...lists.values()].flatMap(({ chunks, confirmedChunks }) => [...chunks, ...confirmedChunks]),
      ...(await putCarriedOver(input, carriedOver, nextOrdinal)),
      ...[...details.values()].flatMap(({ chunks }) => chunks),
    ],
    waitedSeconds: [...lists.values(), ...details.values()].reduce(
      (sum, { waitedSeconds }) => sum + waitedSeconds,
      0,
    ),
  };
}

function subsetHolders(
  seen: ReadonlyMap<ItemKey, Sighting>,
  kind: (typeof HOLDERS)[number]['kind'],
  scan: string,
): (FineGrainedToken | TokenRequest)[] {
  return [...seen.values()].flatMap(({ item, seen: when }) =>
    item.kind === kind && item.repositorySelection === 'subset' && when === scan ? [item] : [],
  );
}

/** Repositories are no better known than the holders they belong to. */
function detailReading(
  source: SourceName,
  detail: ReadRepositories,
  lists: ReadonlyMap<SourceName, SettledList>,
): Reading {
  const parent = lists.get(HOLDERS.find(({ name }) => name === source)?.of ?? source);
  const own: Reading = { ...detail, source, count: detail.rows.length };
  if (parent === undefined || parent.status === 'complete' || detail.status !== 'complete') return own;
  return {
    ...own,
    status: parent.status,
    count: parent.count === null ? null : own.count,
    reason: `${parent.source} was not read whole, so nobody knows whose repositories are missing`,
    missingPermission: null,
  };
}

function remember(
  { count, missingPermission, pages, reason, source, status }: Reading,
  carriedOver: number,
  { scan }: CollectInput,
  head: ScanRecord | null,
): SettledReading {
  const before = head?.sources.find((reading) => reading.source === source)?.lastComplete ?? null;
  return {
    source,
    status,
    count,
    pages,
    reason,
    missingPermission,
    carriedOver,
    lastComplete: status === 'complete' ? scan : before,
  };
}

async function putCarriedOver(
  input: CollectInput,
  sightings: readonly Sighting[],
  nextOrdinal: () => number,
): Promise<ChunkRef[]> {
  const refs: ChunkRef[] = [];
  for (let from = 0; from < sightings.length; from += SIGHTINGS_PER_CHUNK) {
    const items = sightings.slice(from, from + SIGHTINGS_PER_CHUNK);
    const ordinal = nextOrdinal();
    refs.push(
      await input.engine.step(`carry over ${ordinal}`, () =>
        input.store.putChunk(input.org, input.scan, { source: 'settled', ordinal, items }),
      ),
    );
  }
  return refs;
}
