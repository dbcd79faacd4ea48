import { createHash } from 'node:crypto';

/** SHA-256 of UTF-8 text, hexadecimal; of pieces, as if they were one text. */
export function sha256(text: string | Iterable<string>): string {
  const hash = createHash('sha256');
  for (const piece of typeof text === 'string' ? [text] : text) hash.update(piece);
  return hash.digest('hex');
}
