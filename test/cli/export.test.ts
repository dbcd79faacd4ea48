import { Readable } from 'node:stream';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { parse as parseCsv } from 'csv-parse/sync';
import { plusDays } from '#core/instant.ts';
import { dump } from '#test/adapters/dynamodb/database.ts';
import { fineGrainedToken, instant } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { patrol, type Run } from './builders/fake-world.ts';

const FIRST = instant('2026-11-01T02:00:00Z');
const HOSTILE = '=HYPERLINK("https://evil.example","x")\u202e\n+1';
const at = (night: number) => plusDays(FIRST, night);

let memory: Awaited<ReturnType<typeof memoryStore>>;
const exported: Record<'jsonl' | 'csv', string> = { jsonl: '', csv: '' };

beforeAll(async () => {
  memory = await memoryStore();
  for (let night = 0; night < 3; night += 1) {
    const items = [
      fineGrainedToken({ name: night === 0 ? 'release notes' : HOSTILE, expiresAt: 'never' }),
      fineGrainedToken({ id: `${night}`, lastUsedAt: at(night - 1) }),
    ];
    const github = { acme: { lists: { 'fine-grained-tokens': { items } } } };
    await patrol(['scan', '--org', 'acme', '--at', at(night)], { store: memory.again, github });
  }
  for (const format of ['jsonl', 'csv'] as const) {
    exported[format] = (await run('export', '--org', 'acme', '--format', format)).stdout;
  }
});
afterAll(() => memory.close());

const run = (...words: string[]): Promise<Run> => patrol(words, { store: memory.again });
const noStore = () => {
  throw new Error('An export is verified without a store.');
};
async function verifyFile(content: string, ...more: string[]): Promise<Run> {
  const openFile = async () => Readable.from([Buffer.from(content)]);
  return patrol(['verify', '--file', 'acme.jsonl', ...more], { store: noStore, openFile });
}
const verdict = async (content: string) => {
  const { exit, stdout } = await verifyFile(content, '--format', 'json');
  return { exit, ...JSON.parse(stdout) };
};
const linesOf = (text: string) => text.trimEnd().split('\n');

/** The export with one line, the first of its kind that is meant, made another. */
function altered(pattern: RegExp, change: (line: string) => string | null): string {
  const lines = linesOf(exported.jsonl);
  const index = lines.findIndex((line) => pattern.test(line));
  expect(index).toBeGreaterThanOrEqual(0);
  const line = change(lines[index] ?? '');
  return [...lines.slice(0, index), ...(line === null ? [] : [line]), ...lines.slice(index + 1), ''].join(
    '\n',
  );
}

describe('patrol export', () => {
  it('explains itself, and holds records with digests, changes, steps, pieces and unpacked things', () => {
    const lines = linesOf(exported.jsonl).map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({
      ...{ type: 'export', format: 'patrol-export', version: 1, org: 'acme', from: at(0), to: at(2) },
      verify: expect.stringContaining('patrol verify --file'),
    });
    expect(lines.at(-1)).toEqual({ type: 'end', lines: lines.length });
    const ofFirst = lines.filter(({ scan }) => scan === at(0)).map(({ type }) => type);
    expect(new Set(ofFirst)).toEqual(new Set(['scan', 'change', 'transition', 'piece', 'item']));
    const items = lines.filter(({ type, scan }) => type === 'item' && scan === at(2));
    expect(items.map(({ sighting }) => sighting.item.lastUsedAt)).toContain(at(1));
  });

  it.each(['jsonl', 'csv'] as const)('in %s is verified without a store', async (format) => {
    expect(await verdict(exported[format])).toMatchObject({
      ...{ exit: 0, intact: true, misfits: [], damaged: [] },
      scans: { count: 3, first: at(0), last: at(2) },
    });
    const { stdout } = await verifyFile(exported[format]);
    expect(stdout).toMatch(
      /^acme: 3 scans from 2026-11-01T02:00:00Z to 2026-11-03T02:00:00Z fit together\.\n/,
    );
  });

  it('in CSV has no cell that a spreadsheet would run, and no row within a row', () => {
    const rows: string[][] = parseCsv(exported.csv);
    expect(rows[0]).toEqual(['type', 'scan', 'credential', 'name', 'owner', 'what', 'content']);
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(rows.some(([, , , name]) => name?.startsWith("'=HYPERLINK("))).toBe(true);
    expect(linesOf(exported.csv)).toHaveLength(rows.length);
    expect(exported.csv).not.toMatch(/[\u202e]/);
    expect(rows.slice(1).map((row) => JSON.parse(row[6] ?? ''))).toEqual(
      linesOf(exported.jsonl).map((line) => JSON.parse(line)),
    );
  });

  it('of a part of the time is verified, too', async () => {
    const { stdout } = await run('export', '--org', 'acme', '--from', at(1), '--to', at(1));
    expect(await verdict(stdout)).toMatchObject({ exit: 0, scans: { count: 1, first: at(1), last: at(1) } });
  });

  it.each<[string, RegExp, (line: string) => string | null, object]>([
    [
      'a record',
      /"type":"scan","scan":"2026-11-02/,
      (line) => line.replace('"status":"complete"', '"status":"partial"'),
      { misfits: [{ scan: at(1), part: 'record' }] },
    ],
    [
      'a change',
      /"type":"change","scan":"2026-11-02.*101001/,
      (line) => line.replace('"release notes"', '"another"'),
      {
        misfits: [
          {
            scan: at(1),
            part: 'changes',
            words: expect.stringContaining('fine-grained-token:101001 differs in fields'),
          },
        ],
      },
    ],
    [
      'a missing step',
      /"type":"transition"/,
      () => null,
      { misfits: [{ scan: at(0), part: 'transitions' }] },
    ],
    [
      'a thing that is shown',
      /"type":"item","scan":"2026-11-03.*101001/,
      (line) => line.replace('"expiresAt":"never"', '"expiresAt":"unknown"'),
      {
        misfits: [
          { scan: at(2), part: 'snapshot', words: expect.stringContaining('fine-grained-token:101001') },
        ],
      },
    ],
    [
      'a piece',
      /"type":"piece","scan":"2026-11-02/,
      (line) => line.replace(/"data":"..../, '"data":"AAAA'),
      { damaged: [expect.stringContaining(`in scan ${at(1)} is missing or altered`)] },
    ],
    ['the end', /"type":"end"/, () => null, { damaged: ['The file was cut off: its last line is missing.'] }],
    [
      'a line less',
      /"type":"item"/,
      () => null,
      { damaged: [expect.stringMatching(/^The file has \d+ lines/)] },
    ],
  ])('that was altered in %s is told from one that was not', async (_, pattern, change, expected) => {
    expect(await verdict(altered(pattern, change))).toMatchObject({ exit: 3, intact: false, ...expected });
  });

  it('in CSV whose columns were altered says which row', async () => {
    const forged = exported.csv.replace('"octocat"', '"mallory"');
    expect(await verdict(forged)).toMatchObject({
      exit: 3,
      misfits: [
        { part: 'columns', words: expect.stringMatching(/^the columns of row \d+ show something else/) },
      ],
    });
  });

  it.each([
    ['empty', '', /The file is empty/],
    ['something else', '{"hello":"world"}\n', /Line 1 is no line of a Patrol export of version 1/],
    ['no JSON', '{"type":\n', /line 1: this is no JSON/],
    ['another table', 'a,b\n1,2\n', /neither an export of Patrol in JSON Lines nor one in CSV/],
    [
      'of a later version',
      '{"type":"export","format":"patrol-export","version":2}\n',
      /Line 1 .* of version 1/,
    ],
  ])('that is %s is refused in one sentence', async (_, content, message) => {
    const { exit, stderr, stdout } = await verifyFile(content);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    [
      'of no scan',
      ['export', '--org', 'acme', '--from', '2026-11-01T03:00:00Z', '--to', '2026-11-01T04:00:00Z'],
      /acme has no scan from/,
    ],
    [
      'the wrong way round',
      ['export', '--org', 'acme', '--from', at(2), '--to', at(1)],
      /is later than --to/,
    ],
    [
      'beyond the last scan',
      ['export', '--org', 'acme', '--from', '2030-01-01T00:00:00Z'],
      /--from 2030-01-01T00:00:00Z is later than the last scan of acme, /,
    ],
    ['of nothing', ['verify'], /Say what to verify/],
    ['in another form', ['export', '--org', 'acme', '--format', 'xml'], /There are jsonl and csv/],
  ])('%s is refused in one sentence', async (_, words, message) => {
    const { exit, stderr, stdout } = await run(...words);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('without a piece that is damaged says so, and without one that is pruned verifies', async () => {
    const lost = (await dump(memory.table)).find(
      ({ pk, type }) => pk === `SCAN#acme#${at(1)}` && type === 'chunk',
    );
    const { client, name } = memory.table;
    await client.send(new DeleteCommand({ TableName: name, Key: { pk: lost?.['pk'], sk: lost?.['sk'] } }));
    const damaged = await run('export', '--org', 'acme');
    expect(damaged.exit).toBe(3);
    expect(damaged.stderr).toMatch(/Piece 0 of .* in scan 2026-11-02T02:00:00Z of acme is damaged/);
    expect(await verdict(damaged.stdout)).toMatchObject({ exit: 3, misfits: [] });
    const now = () => new Date('2028-01-01T00:00:00Z');
    const pruned = await patrol(['export', '--org', 'acme'], { store: memory.again, now });
    expect({ exit: pruned.exit, stderr: pruned.stderr }).toEqual({ exit: 0, stderr: '' });
    expect(await verdict(pruned.stdout)).toMatchObject({ exit: 0, pruned: { snapshots: 1, history: 0 } });
  });
});
