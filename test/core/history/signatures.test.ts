import {
  noSignatures,
  type SignatureCheck,
  signatureMisfit,
  unsignedMisfit,
} from '#core/history/signatures.ts';
import { plusDays } from '#core/instant.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import { NIGHT } from '#test/builders/items.ts';
import { scanRecord } from '#test/builders/scan-records.ts';

const night = (number: number) => plusDays(NIGHT, number);
const fitting: SignatureCheck = (digest, signature) => signature === `signature of ${digest}`;

const SCANS = {
  plain: (record: ScanRecord) => record,
  signed: (record: ScanRecord) => withSignature(record, `signature of ${record.digest}`),
  forged: (record: ScanRecord) => withSignature(record, 'signature of something else'),
};

function withSignature(record: ScanRecord, value: string): ScanRecord {
  return { ...record, signature: { key: 'key/7', algorithm: 'ECDSA_SHA_256', value } };
}

/** Reads a chain from its oldest scan on, one a night, and tells what does not fit. */
function read(chain: string, check: SignatureCheck | null) {
  const scans = chain.split(' ') as (keyof typeof SCANS)[];
  const records = scans.map((scan, number) => SCANS[scan](scanRecord({ id: night(number) })));
  const signatures = noSignatures(check);
  const misfits = records.map((record) => signatureMisfit(signatures, record));
  misfits.push(unsignedMisfit(signatures, records.at(-1) ?? scanRecord()));
  return { misfits: misfits.filter((misfit) => misfit !== null), signatures };
}

const unsigned = (since: number) => `it is not signed, and scans before it are, since ${night(since)}`;
const unfitting = 'its signature, said to be by key/7, does not fit the public key';

describe('with a public key, a chain of', () => {
  it.each<[string, [number, string][]]>([
    ['signed signed signed', []],
    ['plain plain signed', []],
    ['plain signed plain signed', [[2, unsigned(1)]]],
    [
      'signed signed plain plain',
      [
        [2, unsigned(0)],
        [3, unsigned(0)],
      ],
    ],
    ['plain forged signed', [[1, unfitting]]],
    [
      'forged plain',
      [
        [0, unfitting],
        [1, unsigned(0)],
      ],
    ],
    ['plain', [[0, 'neither it nor any scan before it is signed']]],
    ['plain plain', [[1, 'neither it nor any scan before it is signed']]],
  ])('%s', (chain, misfits) => {
    expect(read(chain, fitting).misfits).toEqual(
      misfits.map(([number, words]) => ({ scan: night(number), part: 'signature', words })),
    );
  });
});

describe('without one, nothing is held against a chain of', () => {
  it.each(['signed signed', 'signed plain', 'plain forged', 'plain plain'])('%s', (chain) => {
    expect(read(chain, null).misfits).toEqual([]);
  });
});

it.each<[string, SignatureCheck | null, number, number | null]>([
  ['plain signed forged plain signed', fitting, 3, 1],
  ['plain signed forged plain signed', null, 3, 1],
  ['signed', fitting, 1, 0],
  ['plain plain', fitting, 0, null],
])('signatures are counted, whether they fit or not: %s', (chain, check, count, since) => {
  expect(read(chain, check).signatures).toEqual({
    check,
    count,
    since: since === null ? null : night(since),
  });
});
