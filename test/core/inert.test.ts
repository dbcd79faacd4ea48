import fc from 'fast-check';
import { clip, displayWidth, inert, inertJson } from '#core/inert.ts';

const DANGEROUS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Text with far more trouble in it than chance would bring. */
const trouble = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '\u001b[2J',
        '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
        '\u009b31m',
        '\u202eexe.gnp',
        '\u2066\u2069\u200e\u200f\u061c',
        '\u200b\u200d\ufeff\u00ad',
        '\u2028\u2029\r\n\t\u007f',
        '\ud800',
        '\udfff',
        '\u{e0041}\u{e007f}',
        'e\u0301\u0301\u0301\u0301\u0301\u0301',
        '\ufe0f\ufe0f',
        '❤\ufe0f',
        '\\u{202e}',
      ),
    ),
  )
  .map((parts) => parts.join(''));

describe('text from outside on a terminal', () => {
  it.each([
    ['a line break that would start a row of its own', 'a\nb\rc', 'a\\u{a}b\\u{d}c'],
    ['a tab', 'a\tb', 'a\\u{9}b'],
    ['an ANSI colour', '\u001b[31mred', '\\u{1b}[31mred'],
    ['a colour by its C1 form', '\u009b31mred', '\\u{9b}31mred'],
    ['a hyperlink (OSC 8)', '\u001b]8;;x\u0007', '\\u{1b}]8;;x\\u{7}'],
    ['a delete character', 'a\u007f', 'a\\u{7f}'],
    ['a right-to-left override', 'a\u202egnp.exe', 'a\\u{202e}gnp.exe'],
    ['an isolate', '\u2066a\u2069', '\\u{2066}a\\u{2069}'],
    ['a direction mark', '\u200ea\u061c', '\\u{200e}a\\u{61c}'],
    ['a zero-width space and joiner', 'a\u200bb\u200dc', 'a\\u{200b}b\\u{200d}c'],
    ['a byte order mark', '\ufeffa', '\\u{feff}a'],
    ['a soft hyphen', 'a\u00adb', 'a\\u{ad}b'],
    ['a line separator', 'a\u2028b\u2029c', 'a\\u{2028}b\\u{2029}c'],
    ['half a surrogate pair', 'a\ud83d', 'a\\u{d83d}'],
    ['tag characters', '\u{e0061}\u{e007f}', '\\u{e0061}\\u{e007f}'],
    ['a selector that selects nothing', 'a\ufe0f', 'a\\u{fe0f}'],
    ['a blank that is a letter', '\u3164\u115f', '\\u{3164}\\u{115f}'],
    ['a pile of marks', `e${'\u0301'.repeat(6)}`, `e${'\u0301'.repeat(4)}\\u{301}\\u{301}`],
    ['a mark that would sit on what stands before it', '\u0301a', '\\u{301}a'],
  ])('shows %s', (_, from, to) => {
    expect(inert(from)).toBe(to);
  });

  it.each([
    'deploy key of CI',
    'Żółw: naïve façade',
    '東京のトークン',
    'ключ',
    'مفتاح',
    'rocket 🚀 ❤️',
    '=1+1',
    '<!channel>',
  ])('leaves %s as it is', (text) => {
    expect(inert(text)).toBe(text);
  });

  it('holds no control, direction, format or broken character, whatever came in', () => {
    fc.assert(
      fc.property(trouble, (text) => {
        expect(inert(text)).not.toMatch(DANGEROUS);
      }),
    );
  });

  it('is the same when made inert twice', () => {
    fc.assert(
      fc.property(trouble, (text) => {
        expect(inert(inert(text))).toBe(inert(text));
      }),
    );
  });

  it('leaves printable ASCII alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(inert(text)).toBe(text);
      }),
    );
  });
});

describe('text from outside in JSON', () => {
  it('parses to the same value, and holds no active character but its own line breaks', () => {
    fc.assert(
      fc.property(fc.dictionary(trouble, fc.oneof(trouble, fc.integer(), fc.constant(null))), (value) => {
        const json = inertJson(JSON.stringify(value, null, 2));
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(json.replaceAll('\n', '')).not.toMatch(DANGEROUS);
      }),
    );
  });

  it('escapes what a pile of marks is too high by', () => {
    expect(inertJson(`"e${'\u0301'.repeat(6)}"`)).toBe(`"e${'\u0301'.repeat(4)}\\u0301\\u0301"`);
  });

  it('escapes characters beyond the first plane as their two halves', () => {
    expect(inertJson('"\u{e0041}"')).toBe('"\\udb40\\udc41"');
  });
});

it.each([
  ['', 0],
  ['deploy key', 10],
  ['Żółw', 4],
  ['東京 CI', 7],
  ['e\u0301e\u0301', 2],
  ['rocket 🚀🚀', 11],
  ['❤\ufe0f', 2],
  ['🇵🇱', 2],
])('%j takes %i columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

describe('clipping', () => {
  it.each([
    ['hello', 5, 'hello'],
    ['hello', 4, 'hel…'],
    ['hello', 1, '…'],
    ['hello', 0, ''],
    ['東京都', 6, '東京都'],
    ['東京都', 5, '東京…'],
    ['東京都', 4, '東…'],
    ['a🚀b', 3, 'a…'],
    ['🇵🇱🇵🇱', 3, '🇵🇱…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
  ])('of %j to %i columns gives %j', (text, width, clipped) => {
    expect(clip(text, width)).toBe(clipped);
  });

  it('never takes more columns than it was given', () => {
    fc.assert(
      fc.property(trouble.map(inert), fc.nat(30), (text, width) => {
        expect(displayWidth(clip(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});
