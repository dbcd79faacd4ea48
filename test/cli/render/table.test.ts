import fc from 'fast-check';
import { table } from '#cli/render/table.ts';
import { wrap } from '#cli/render/wrap.ts';
import { displayWidth } from '#core/inert.ts';

const COLUMNS = [
  { title: 'id' },
  { title: 'name', narrow: 'clip' },
  { title: 'count', align: 'right' },
  { title: 'note', narrow: 'wrap' },
] as const;
const row = fc.tuple(
  fc.stringMatching(/^[a-z]{1,12}:\d{1,8}$/),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.nat(99_999).map(String),
  fc.lorem({ maxCount: 12 }),
);

describe('a table', () => {
  it('aligns numbers to the right and text to the left, without trailing blanks', () => {
    expect(
      table(
        COLUMNS,
        [
          ['a:1', 'x', '5', 'ok'],
          ['a:22', 'yy', '1234', ''],
        ],
        { width: 80 },
      ),
    ).toBe(['ID    NAME  COUNT  NOTE', 'a:1   x         5  ok', 'a:22  yy     1234'].join('\n'));
  });

  it('shortens a name before it cuts an id', () => {
    const lines = table(COLUMNS, [['token:101001', 'n'.repeat(60), '5', 'note']], { width: 40 }).split('\n');
    expect(lines[1]).toBe('token:101001  nnnnnnnnnnnn…      5  note');
  });

  it('measures wide characters as two columns', () => {
    const rows = [
      ['a:1', '東京', '5', 'x'],
      ['a:2', 'abcd', '5', 'x'],
    ];
    expect(table(COLUMNS, rows, { width: 80 }).split('\n').slice(1)).toEqual([
      'a:1  東京      5  x',
      'a:2  abcd      5  x',
    ]);
  });

  it('keeps a row a row, whatever the cell says', () => {
    const text = table(COLUMNS, [['a:1', 'evil\nb:2  forged', '1', 'x']], { width: 100 });
    expect(text.split('\n')).toHaveLength(2);
    expect(text).toContain('evil\\u{a}b:2  forged');
  });

  it('fits the width it is given, keeps every id whole and loses no row', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 120 }), fc.integer({ min: 60, max: 160 }), (rows, width) => {
        const lines = table(COLUMNS, rows, { width }).split('\n');
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        const ids = lines.slice(1).flatMap((line) => /^[a-z]+:\d+/.exec(line)?.[0] ?? []);
        expect(ids).toEqual(rows.map(([id]) => id));
      }),
      { numRuns: 50 },
    );
  });

  it('takes time in proportion to its rows: ten thousand are no hardship', () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => [`a:${index}`, 'name', '1', 'note']);
    expect(table(COLUMNS, rows, { width: 80 }).split('\n')).toHaveLength(10_001);
  });
});

describe('wrapping', () => {
  it('indents the first line and the others as told', () => {
    expect(wrap('one two three four', 12, { first: '- ', rest: '  ' })).toEqual([
      '- one two',
      '  three four',
    ]);
  });

  it('breaks a word that is longer than the line', () => {
    expect(wrap('abcdefghijklmnopqrstuvwxyz', 10)).toEqual(['abcdefghij', 'klmnopqrst', 'uvwxyz']);
  });

  it('stays within the width and keeps every character but the spaces it broke at', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 10, max: 60 }), (text, width) => {
        const lines = wrap(text, width);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });
});
