import { canonicalJson } from './canonical-json.ts';
import type { ScanRecord } from './scan-record.ts';

/** What a record's digest covers: all of it but the digest itself, who signed that, and what it took to make it. */
export type RecordContent = Omit<ScanRecord, 'digest' | 'signature' | 'usage'>;

/** SHA-256 of the canonical JSON, hexadecimal. */
export function recordDigest(content: RecordContent, sha256: (text: string) => string): string {
  return sha256(canonicalJson(content));
}

export function contentOf(record: ScanRecord): RecordContent {
  const { digest: _digest, signature: _signature, usage: _usage, ...content } = record;
  return content;
}
