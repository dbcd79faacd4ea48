import { canonicalJson } from '#core/canonical-json.ts';
import { contentOf, recordDigest } from '#core/record-digest.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { NIGHT } from '#test/builders/items.ts';
import { scanRecord } from '#test/builders/scan-records.ts';

const digestOf = (record: ScanRecord) => recordDigest(contentOf(record), (text) => `SHA-256 of ${text}`);
const record = scanRecord();

it('the digest of a record is that of its canonical JSON', () => {
  const { digest: _, usage: __, ...content } = record;
  expect(digestOf(record)).toBe(`SHA-256 of ${canonicalJson(content)}`);
});

it.each<[string, Partial<ScanRecord>]>([
  ['its digest', { digest: 'another' }],
  ['who signed that', { signature: { key: 'key/7', algorithm: 'ECDSA_SHA_256', value: 'x' } }],
  ['what it took to make it', { usage: { requests: 9, notModified: 9, waitedSeconds: 9 } }],
])('the digest of a record does not cover %s', (_, overrides) => {
  expect(digestOf({ ...record, ...overrides })).toBe(digestOf(record));
});

it.each<[string, Partial<ScanRecord>]>([
  ['the scan before', { previous: NIGHT }],
  ['the digest of that', { previousDigest: 'another' }],
  ['what it changed', { changesDigest: 'another' }],
  ['what it did to findings', { transitionsDigest: 'another' }],
  ['how it ended', { status: 'partial' }],
])('the digest of a record covers %s', (_, overrides) => {
  expect(digestOf({ ...record, ...overrides })).not.toBe(digestOf(record));
});
