import { ExportLine } from '#core/history/export-line.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { change, scanRecord, transition } from '#test/builders/scan-records.ts';

const head = {
  ...{ type: 'export', format: 'patrol-export', version: 1, org: 'Acme-Corp' },
  ...{ from: NIGHT, to: NIGHT, madeAt: NIGHT, verify: 'patrol verify-export FILE' },
};
const scan = { type: 'scan', scan: NIGHT, record: scanRecord() };
const changeLine = { type: 'change', scan: NIGHT, change: change() };
const transitionLine = { type: 'transition', scan: NIGHT, transition: transition() };
const piece = {
  ...{ type: 'piece', scan: NIGHT, source: 'fine-grained-tokens', ordinal: 0, part: 0, parts: 1 },
  ...{ encoding: 'br', data: 'cGF0cm9s' },
};
const item = { type: 'item', scan: NIGHT, sighting: { item: fineGrainedToken(), seen: NIGHT } };
const missing = { type: 'missing', scan: NIGHT, what: 'snapshot', reason: 'pruned', words: 'It is too old.' };
const end = { type: 'end', lines: 8 };

const record = (overrides: object) => ({ ...scan, record: { ...scanRecord(), ...overrides } });
const isRead = (line: unknown) => ExportLine.safeParse(line).success;

describe('a line of an export', () => {
  it.each<[string, object]>([
    ['the head', head],
    ['a scan', scan],
    ['a change', changeLine],
    ['a transition', transitionLine],
    ['a piece of a snapshot', piece],
    ['a later part of one', { ...piece, ordinal: 3, part: 1, parts: 2 }],
    ['a thing', item],
    ['a snapshot that was pruned', missing],
    ['a history that is damaged', { ...missing, what: 'history', reason: 'damaged' }],
    ['the end', end],
    ['the end of an empty file', { ...end, lines: 0 }],
  ])('that is %s is read whole', (_, line) => {
    expect(ExportLine.parse(JSON.parse(JSON.stringify(line)))).toEqual(line);
  });

  it('may be of a newer Patrol that tells more of a scan: what it is the digest of is kept', () => {
    const newer = record({ something: 'new' });
    expect(ExportLine.parse(newer)).toEqual(newer);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['of no type', { scan: NIGHT }],
    ['of a type nobody knows', { ...end, type: 'middle' }],
    ['the head of another format', { ...head, format: 'another' }],
    ['the head of a later version', { ...head, version: 2 }],
    ['the head of no organisation', { ...head, org: undefined }],
    ['a scan without its record', { ...scan, record: undefined }],
    ['a scan whose record is null', { ...scan, record: null }],
    ['a scan whose record is a word', { ...scan, record: 'complete' }],
    ['a scan without its id', record({ id: undefined })],
    ['a scan whose id is a number', record({ id: 7 })],
    ['a scan whose digest is a number', record({ digest: 7 })],
    ['a scan whose id and digest are numbers', record({ id: 7, digest: 7 })],
    ['a scan whose pieces are no list', record({ chunks: {} })],
    ['a scan whose changes are a number', record({ changes: 3 })],
    ['of a scan that it does not name', { ...scan, scan: undefined }],
    ['a change that is null', { ...changeLine, change: null }],
    ['a change of nothing', { ...changeLine, change: { ...change(), key: undefined } }],
    ['a transition that is null', { ...transitionLine, transition: null }],
    ['a transition of no finding', { ...transitionLine, transition: { kind: 'opened' } }],
    ['a transition of a finding without id', { ...transitionLine, transition: { finding: {} } }],
    ['a piece of a source that is a number', { ...piece, source: 7 }],
    ['a piece before the first', { ...piece, ordinal: -1 }],
    ['a part before the first', { ...piece, part: -1 }],
    ['half a part', { ...piece, part: 0.5 }],
    ['a piece that is not in base64', { ...piece, data: '<patrol>' }],
    ['a sighting that is null', { ...item, sighting: null }],
    ['a sighting of nothing', { ...item, sighting: { seen: NIGHT } }],
    ['a sighting of a thing without id', { ...item, sighting: { item: { kind: 'person' } } }],
    ['a sighting of a thing without kind', { ...item, sighting: { item: { id: '1' } } }],
    ['missing something else', { ...missing, what: 'policy' }],
    ['missing for another reason', { ...missing, reason: 'lost' }],
    ['an end after less than nothing', { ...end, lines: -1 }],
    ['an end after nobody knows what', { type: 'end' }],
  ])('that is %s is refused', (_, line) => {
    expect(isRead(line)).toBe(false);
  });
});
