/*
 * Text from outside is somebody else's words (design §3, promise 7). What could move a cursor, turn the line
 * around, hide, or start a new row is shown as `\u{202e}`; letters of every script and emoji stay as they are.
 */

/** Marks on one letter beyond this many would run over the lines above and below. */
const MARKS_ON_A_LETTER = 4;

/**
 * Controls (C0, DEL, C1), invisible format characters (bidi, zero-width, tags), line and paragraph separators,
 * lone surrogates and whatever else a terminal shows as nothing. The one exception is the selector that asks for
 * an emoji's coloured form.
 */
const ACTIVE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?!\ufe0f)\p{Default_Ignorable_Code_Point}|(?<!\p{Emoji})\ufe0f|\u2800/gu;

const STACKED = `(?<=[\\p{Mn}\\p{Me}]{${MARKS_ON_A_LETTER}})[\\p{Mn}\\p{Me}]`;
const STACKED_MARKS = new RegExp(`^\\p{M}|${STACKED}`, 'gu');
const STACKED_IN_JSON = new RegExp(STACKED, 'gu');

/** Characters that may not stand bare in JSON that somebody shows on a terminal; its own line breaks may. */
const ACTIVE_IN_JSON = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Nothing active is plain, and no mark: in megabytes only what is between plain letters is looked at. */
const NOT_PLAIN = /[^\n -~]+/g;

/** Makes foreign text safe for a terminal, a log line and a table cell. Doing it twice changes nothing. */
export function inert(text: string): string {
  return text.replace(ACTIVE, visible).replace(STACKED_MARKS, visible);
}

/** Escapes the same characters in a JSON text as `\uXXXX`: it parses to the same value as before. */
export function inertJson(json: string): string {
  return json.replace(NOT_PLAIN, (run) =>
    run.replace(ACTIVE_IN_JSON, escaped).replace(STACKED_IN_JSON, escaped),
  );
}

/** A text between double quotes, as JSON and YAML have it, that is inert and reads as the same text. */
export function inertQuoted(text: string): string {
  const within = JSON.stringify(text).slice(1, -1);
  return `"${within.replace(ACTIVE, escaped).replace(STACKED_MARKS, escaped)}"`;
}

/** Cuts text to `width` terminal columns, `…` included, never inside what a person sees as one character. */
export function clip(text: string, width: number): string {
  if (startWithin(text, width).length === text.length) return text;
  return width < 1 ? '' : `${startWithin(text, width - 1)}…`;
}

/** The longest beginning that takes at most `width` columns; looks no further than that. */
export function startWithin(text: string, width: number): string {
  let used = 0;
  for (const { segment, index } of GRAPHEMES.segment(text)) {
    used += graphemeWidth(segment);
    if (used > width) return text.slice(0, index);
  }
  return text;
}

/** Terminal columns the text takes: two for East Asian wide characters and emoji, none for marks. */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of GRAPHEMES.segment(text)) width += graphemeWidth(segment);
  return width;
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Flags are among them, and what stands for half a flag. */
const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u;
/** The blocks of https://www.unicode.org/Public/UCD/latest/ucd/EastAsianWidth.txt that are W or F. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u3247\u3250-\u4dbf\u4e00-\ua4c6\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f251}\u{20000}-\u{3fffd}]/u;

function graphemeWidth(grapheme: string): number {
  if (EMOJI.test(grapheme)) return 2;
  let width = 0;
  for (const character of grapheme) {
    if (NO_WIDTH.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}

function visible(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
