import * as z from 'zod';
import type { FindingTransition } from '#core/finding.ts';
import type { Change, ChunkRef, ScanRecord } from '#core/scan-record.ts';
import type { Sighting } from '#core/snapshot.ts';

export const EXPORT_FORMAT = 'patrol-export';
export const EXPORT_VERSION = 1;

const text = z.string();
const whole = z.int().min(0);
/** What another Patrol wrote is trusted to have its form; whether it is what was committed, its digest says. */
const content = <Content>() => z.custom<Content>((value) => typeof value === 'object' && value !== null);
const record = content<ScanRecord>().refine(
  ({ id, digest, chunks, changes }) =>
    typeof id === 'string' &&
    typeof digest === 'string' &&
    Array.isArray(chunks) &&
    typeof changes === 'object',
);
const change = content<Change>().refine(({ key }) => typeof key === 'string');
const transition = content<FindingTransition>().refine(({ finding }) => typeof finding?.id === 'string');
const sighting = content<Sighting>().refine(
  ({ item }) => typeof item?.id === 'string' && typeof item.kind === 'string',
);

/** One line of an export, in the order they stand in it: the head, then scan by scan, then the end. */
export const ExportLine = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('export'),
    format: z.literal(EXPORT_FORMAT),
    version: z.literal(EXPORT_VERSION),
    org: text,
    from: text,
    to: text,
    madeAt: text,
    /** How to verify it, for whoever finds the file. */
    verify: text,
  }),
  z.object({ type: z.literal('scan'), scan: text, record }),
  z.object({ type: z.literal('change'), scan: text, change }),
  z.object({ type: z.literal('transition'), scan: text, transition }),
  /** A part of a packed piece of the snapshot, in base64: what the digest of the piece is of. */
  z.object({
    type: z.literal('piece'),
    scan: text,
    source: z.custom<ChunkRef['source']>((value) => typeof value === 'string'),
    ordinal: whole,
    part: whole,
    parts: whole,
    encoding: text,
    data: z.base64(),
  }),
  /** A thing of the snapshot, unpacked for people. */
  z.object({ type: z.literal('item'), scan: text, sighting }),
  /** Something of the scan that is not in the file. */
  z.object({
    type: z.literal('missing'),
    scan: text,
    what: z.enum(['snapshot', 'history']),
    reason: z.enum(['pruned', 'damaged']),
    words: text,
  }),
  z.object({ type: z.literal('end'), lines: whole }),
]);
export type ExportLine = z.infer<typeof ExportLine>;
