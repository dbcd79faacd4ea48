import { canonicalJson } from './canonical-json.ts';
import type { ScanRecord } from './scan-record.ts';

/** What a record's digest covers: all of it but the digest itself, and what it took to make it. */
export type RecordContent = Omit<ScanRecord, 'digest' | 'usage'>;

/** SHA-256 of the canonical JSON, hexadecimal. */
export function recordDigest(content: RecordContent, sha256: (text: string) => string): string {
  return sha256(canonicalJson(content));
}

export function contentOf({ digest: _digest, usage: _usage, ...content }: ScanRecord): RecordContent {
  return content;
}
