import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { OrgLogin } from '#core/credential.ts';
import type { Instant } from '#core/instant.ts';
import type { ChunkRef, ScanId } from '#core/scan-record.ts';
import { DamagedChunkError, type ReadChunk } from '#scan/store-port.ts';
import type { Attributes } from './attributes.ts';
import { inLanes } from './batch.ts';
import { epochSeconds } from './epoch-seconds.ts';
import { bareItem, expectKnownVersion } from './item.ts';
import { chunkPlace, chunkSortKey, STAGED_IN } from './keys.ts';
import { ENCODING, packItems, unpackItems } from './pack.ts';
import { PART_BYTES, partsOf } from './parts.ts';
import { queryPages } from './query.ts';
import type { Table } from './table.ts';

export interface ChunkContent {
  readonly source: ChunkRef['source'];
  readonly ordinal: number;
  readonly items: readonly unknown[];
  /** From then on DynamoDB may remove it. */
  readonly keptUntil: Instant;
}

const PARTS_AT_ONCE = 4;

/** Packs and writes one piece of a snapshot, in as many items as it takes. */
export async function writeChunk(
  table: Table,
  org: OrgLogin,
  scan: ScanId,
  { source, ordinal, items, keptUntil }: ChunkContent,
): Promise<ChunkRef> {
  const { data: packed, sha256 } = await packItems(items);
  const ref = { source, ordinal, count: items.length, sha256 };
  const parts = partsOf(packed, PART_BYTES);
  const numbered = parts.map((data, part) => ({ data, part }));
  await inLanes(numbered, PARTS_AT_ONCE, async ({ data, part }) => {
    const key = { pk: STAGED_IN(org, scan), sk: chunkSortKey(ref, part) };
    const upkeep = {
      org,
      ...ref,
      part,
      parts: parts.length,
      encoding: ENCODING,
      expireAt: epochSeconds(keptUntil),
    };
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: { ...bareItem(key, 'chunk'), ...upkeep, data } }),
    );
  });
  return ref;
}

type OnDamage = (error: DamagedChunkError) => void;

/**
 * Reads the named pieces in the given order, each run of one source with one Query. A damaged one is told to
 * `damaged` and left out; without it, it is thrown.
 */
export async function* readChunks(
  table: Table,
  org: OrgLogin,
  scan: ScanId,
  refs: readonly ChunkRef[],
  damaged: OnDamage = rethrow,
): AsyncGenerator<ReadChunk> {
  for (const run of runsOf(refs)) {
    for await (const { ref, parts } of readRun(table, org, scan, run)) {
      const read = await piece(ref, parts, { org, scan }).catch((error: unknown) => {
        if (!(error instanceof DamagedChunkError)) throw error;
        damaged(error);
        return null;
      });
      if (read !== null) yield read;
    }
  }
}

function rethrow(error: DamagedChunkError): never {
  throw error;
}

/** Yields the parts of each piece as soon as they have passed by. */
async function* readRun(
  table: Table,
  org: OrgLogin,
  scan: ScanId,
  run: readonly ChunkRef[],
): AsyncGenerator<{ readonly ref: ChunkRef; readonly parts: readonly Attributes[] }> {
  const parts = partsInOrder(table, STAGED_IN(org, scan), run);
  let ahead = await parts.next();
  for (const ref of run) {
    const own: Attributes[] = [];
    const [first, last] = [chunkSortKey(ref, 0), chunkSortKey(ref, 999)];
    while (ahead.done !== true && sortKeyOf(ahead.value) <= last) {
      if (sortKeyOf(ahead.value) >= first) own.push(ahead.value);
      ahead = await parts.next();
    }
    yield { ref, parts: own };
  }
}

async function* partsInOrder(table: Table, partition: string, run: readonly ChunkRef[]) {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return;
  const between = [chunkSortKey(first, 0), chunkSortKey(last, 999)] as const;
  for await (const page of queryPages(table, { partition, between })) yield* page;
}

async function piece(
  ref: ChunkRef,
  parts: readonly Attributes[],
  { org, scan }: { org: OrgLogin; scan: ScanId },
): Promise<ReadChunk> {
  const damaged = (what: string, cause?: unknown) =>
    new DamagedChunkError(
      `Piece ${ref.ordinal} of ${ref.source} in scan ${scan} of ${org} is damaged: ${what}. It is at ${STAGED_IN(org, scan)} / ${chunkPlace(ref)}: restore that item from a backup, such as point-in-time recovery.`,
      ref.source,
      { cause },
    );
  for (const part of parts) expectKnownVersion(part);
  const [{ parts: count } = {}] = parts;
  const expected = Number(count ?? 1);
  if (parts.length !== expected) throw damaged(`${parts.length} of ${expected} parts are there`);
  const packed = Buffer.concat(parts.map(({ data }) => data as Uint8Array));
  const items = await unpackItems(packed, ref).catch((cause: unknown) => {
    throw damaged('it cannot be unpacked', cause);
  });
  if (items === null) throw damaged('its content is not what was written (SHA-256 differs)');
  return { ref, items, packed, encoding: ENCODING };
}

function sortKeyOf({ sk }: Attributes): string {
  return String(sk);
}

/** Cuts refs into runs of one source with rising ordinals. */
function runsOf(refs: readonly ChunkRef[]): ChunkRef[][] {
  const runs: ChunkRef[][] = [];
  for (const ref of refs) {
    const before = runs.at(-1)?.at(-1);
    const continues = before?.source === ref.source && before.ordinal < ref.ordinal;
    if (continues) runs.at(-1)?.push(ref);
    else runs.push([ref]);
  }
  return runs;
}
