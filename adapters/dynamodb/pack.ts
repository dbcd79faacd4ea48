import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import type { Column } from '#adapters/dynamodb/columns/column.ts';
import { decodeColumn } from '#adapters/dynamodb/columns/decode.ts';
import { encodeItems } from '#adapters/dynamodb/columns/encode.ts';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** The name of the form, for whoever reads the table without this code. */
export const ENCODING = 'columns+brotli';

/** Columns leave little to find: higher qualities give a byte a credential for ten times the time. */
const QUALITY = 2;

export interface Packed {
  readonly data: Uint8Array;
  /** SHA-256 of the JSON before it was compressed, hexadecimal. */
  readonly sha256: string;
}

/** Packs any JSON array: fields side by side (see `columns/column.ts`), then compressed. */
export async function packItems(items: readonly unknown[]): Promise<Packed> {
  const text = JSON.stringify(encodeItems(items));
  const data = await compress(text, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
  return { data, sha256: digestOf(text) };
}

/**
 * Gives the items back, or null when the data holds something else than what has this digest.
 *
 * @throws {Error} when it cannot be decompressed.
 */
export async function unpackItems(
  data: Uint8Array,
  { count, sha256 }: { readonly count: number; readonly sha256: string },
): Promise<unknown[] | null> {
  const text = (await decompress(data)).toString();
  return digestOf(text) === sha256 ? decodeColumn(JSON.parse(text) as Column, count) : null;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
