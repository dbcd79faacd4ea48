import fc from 'fast-check';
import { sha256 } from '#adapters/engine/sha256.ts';
import { canonicalJson } from '#core/canonical-json.ts';
import type { FindingTransition } from '#core/finding.ts';
import {
  changesMisfit,
  headMisfit,
  type Misfit,
  recordMisfits,
  transitionsMisfit,
} from '#core/history/misfits.ts';
import { plusDays } from '#core/instant.ts';
import { contentOf, recordDigest } from '#core/record-digest.ts';
import type { Change, ScanRecord } from '#core/scan-record.ts';
import { finding, fineGrainedToken, fingerprint, NIGHT } from '#test/builders/items.ts';
import { change, scanRecord, transition } from '#test/builders/scan-records.ts';

const digestOf = (value: unknown) => sha256(canonicalJson(value));

function committed(overrides: Partial<ScanRecord>): ScanRecord {
  const record = scanRecord(overrides);
  return { ...record, digest: recordDigest(contentOf(record), sha256) };
}

const [night, other] = [plusDays(NIGHT, 1), plusDays(NIGHT, -1)];
const first = committed({ id: NIGHT });
const second = committed({ id: night, previous: NIGHT, previousDigest: first.digest });
const signature = { key: 'a key', algorithm: 'ECDSA_SHA_256', value: 'bm90IG9uZQ==' };
const usage = { requests: 900, notModified: 0, waitedSeconds: 60 };

const altered = { ...second, policyVersion: 'another' };
const wordsOfAltered = `its record was altered: it says its digest is ${second.digest}, and its content has ${committed(altered).digest}`;
const afterAnother = `it was committed after ${other}, and before it now stands ${NIGHT}`;

describe('a record', () => {
  it.each<[string, ScanRecord, ScanRecord | null, Pick<Misfit, 'part' | 'words'>[]]>([
    ['as it was committed', second, first, []],
    ['of the first scan', first, null, []],
    ['after one that is not to be had', second, null, []],
    ['signed afterwards', { ...second, signature }, first, []],
    ['that says it took longer', { ...second, usage }, first, []],
    ['judged by another policy than it says', altered, first, [{ part: 'record', words: wordsOfAltered }]],
    ['altered, and all that is left', altered, null, [{ part: 'record', words: wordsOfAltered }]],
    [
      'whose predecessor is not the one before',
      committed({ ...second, previous: other }),
      first,
      [{ part: 'chain', words: afterAnother }],
    ],
    [
      'whose predecessor is another, to its digest',
      committed({ ...second, previous: other, previousDigest: 'of another' }),
      first,
      [{ part: 'chain', words: afterAnother }],
    ],
    [
      'that was the first',
      committed({ ...second, previous: null, previousDigest: null }),
      first,
      [
        {
          part: 'chain',
          words: `it was committed after no other scan, and before it now stands ${NIGHT}`,
        },
      ],
    ],
    [
      'whose predecessor was made anew',
      committed({ ...second, previousDigest: 'of another' }),
      first,
      [
        {
          part: 'chain',
          words: `it was committed after a ${NIGHT} with digest of another, not ${first.digest}`,
        },
      ],
    ],
    [
      'hung onto another predecessor',
      { ...second, previous: other },
      first,
      [
        { part: 'record', words: expect.stringMatching(/^its record was altered: /) },
        { part: 'chain', words: afterAnother },
      ],
    ],
  ])('%s', (_, record, before, misfits) => {
    expect(recordMisfits(record, before, sha256)).toEqual(
      misfits.map((misfit) => ({ scan: record.id, ...misfit })),
    );
  });
});

const token = (id: number, overrides: Partial<Change> = {}) =>
  change({ item: fineGrainedToken({ id: `${id}` }), ...overrides });
const tokens = (...ids: number[]) => ids.map((id) => token(id));
const step = (id: number) => transition({ finding: finding({ id: fingerprint(`${id}`) }) });

describe('what is stored for a scan, in any order', () => {
  const anyOrder = <Stored>(all: Stored[]) => fc.shuffledSubarray(all, { minLength: all.length });

  it('fits if its changes are the committed ones', () => {
    const changes = tokens(1, 2, 3, 4, 5);
    const record = scanRecord({ changesDigest: digestOf(changes) });
    fc.assert(
      fc.property(anyOrder(changes), (stored) => {
        expect(changesMisfit(record, stored, { expected: () => null, sha256 })).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it('fits if its steps of findings are the committed ones', () => {
    const steps = [1, 2, 3, 4, 5].map(step);
    const record = scanRecord({ transitionsDigest: digestOf(steps) });
    fc.assert(
      fc.property(anyOrder(steps), (stored) => {
        expect(transitionsMisfit(record, stored, sha256)).toBeNull();
      }),
      { numRuns: 30 },
    );
  });
});

describe('changes that are not the committed ones', () => {
  const key = 'fine-grained-token';
  const five = [1, 2, 3, 4, 5].map((id) => `${key}:${id} is missing`).join('; ');
  const fields = { name: { before: 'a', after: 'b' } };
  const renamed = { ...token(2), item: fineGrainedToken({ id: '2', name: 'renamed' }) };

  it.each<[string, Change[], Change[], string]>([
    ['one that was removed', tokens(1, 2, 3), tokens(1, 3), `${key}:2 is missing`],
    ['one that was added', tokens(1, 3), tokens(1, 2, 3), `${key}:2 was added`],
    ['the sort of one', tokens(1, 2), [token(1), token(2, { change: 'gone' })], `${key}:2 differs in change`],
    ['the fields of one', tokens(1, 2), [token(1), token(2, { fields })], `${key}:2 differs in fields`],
    ['the thing itself', tokens(1, 2), [token(1), renamed], `${key}:2 differs in item`],
    [
      'all there is of one',
      tokens(1, 2),
      [token(1), { ...renamed, change: 'changed', fields }],
      `${key}:2 differs in change, fields, item`,
    ],
    [
      'one of each, the committed ones first',
      tokens(2, 3, 4),
      [...tokens(1, 3), token(4, { fields })],
      `${key}:2 is missing; ${key}:4 differs in fields; ${key}:1 was added`,
    ],
    ['as many as are named', tokens(1, 2, 3, 4, 5), [], five],
    ['more than are named', tokens(1, 2, 3, 4, 5, 6, 7), [], `${five}; and 2 more`],
  ])('are named where it is known which those are: %s', (_, changes, stored, words) => {
    const record = scanRecord({ changesDigest: digestOf(changes) });
    expect(changesMisfit(record, stored, { expected: () => changes, sha256 })).toEqual({
      scan: NIGHT,
      part: 'changes',
      words: `what it changed was altered: ${words}`,
    });
  });

  it.each<[string, string, Change[] | null]>([
    ['a snapshot is gone', digestOf(tokens(1, 2)), null],
    ['the snapshots differ in something else', digestOf(tokens(1, 2)), tokens(1, 2, 3)],
    ['it was given the digest of nothing at all', digestOf(null), null],
  ])('are counted where %s', (_, changesDigest, expected) => {
    const record = scanRecord({ changesDigest, changes: { appeared: 4, changed: 2, gone: 1 } });
    expect(changesMisfit(record, tokens(1), { expected: () => expected, sha256 })).toEqual({
      scan: NIGHT,
      part: 'changes',
      words: 'what it changed was altered: 1 are stored, 7 were committed',
    });
  });
});

it.each<[string, FindingTransition[]]>([
  ['one is missing', [step(1)]],
  ['one is another', [step(1), { ...step(2), kind: 'resolved' }]],
])('steps of findings are counted where %s', (_, stored) => {
  const record = scanRecord({ transitionsDigest: digestOf([step(1), step(2)]) });
  expect(transitionsMisfit(record, stored, sha256)).toEqual({
    scan: NIGHT,
    part: 'transitions',
    words: `what it did to findings was altered: ${stored.length} steps are stored, and they are not the ones that were committed`,
  });
});

const anotherRecord = 'the head holds another record of it than the archive';
it.each<[string, ScanRecord, string | null]>([
  ['the record that is the last in the archive', second, null],
  ['that record with another signature and usage', { ...second, signature, usage }, null],
  ['that record with another digest', { ...second, digest: 'of another' }, anotherRecord],
  ['that digest with another record', { ...second, policyVersion: 'another' }, anotherRecord],
  ['a scan before', first, `it is the last in the archive, and the head says ${NIGHT} is`],
])('a head that holds %s', (_, head, words) => {
  expect(headMisfit(head, second)).toEqual(words === null ? null : { scan: night, part: 'head', words });
});
