import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** Of a text that is rarely written: small before fast, but not at any price. */
const QUALITY = 5;

export function packText(text: string): Uint8Array {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
}

export function unpackText(data: Uint8Array): string {
  return brotliDecompressSync(data).toString();
}
