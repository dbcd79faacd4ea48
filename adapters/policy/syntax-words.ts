/** What the library says of a text that is no YAML, in words for somebody who writes a policy; by its code. */
const OUR_WORDS: Readonly<Record<string, string>> = {
  BAD_INDENT:
    'What stands here is indented otherwise than what it belongs to, or a { or [ before it is not closed.',
  BAD_SCALAR_START: 'A text that begins with this character goes between quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'A second colon with a space behind it: put the text between quotes, or indent the next line as this one.',
  MULTILINE_IMPLICIT_KEY: 'What stands here is no key: behind a key stand a colon and a space.',
  MULTIPLE_DOCS: 'A second document begins here, after ---: a policy is one. Take the line out.',
  RESOURCE_EXHAUSTION: 'What begins here is nested too deep.',
  UNEXPECTED_TOKEN:
    'What stands here belongs to nothing: put a text that begins with {, [, ! or a quote between quotes as a whole.',
};

/** Of a code that stands for several things. */
const OUR_WORDS_FOR: readonly (readonly [RegExp, string])[] = [
  [
    /^Implicit map keys need to be followed/,
    'What stands here is no key: behind a key stand a colon and a space.',
  ],
  [/^Missing closing/, 'A quote that was opened is not closed: the text goes on to here.'],
];

export function syntaxWords({ code, message }: { readonly code: string; readonly message: string }): string {
  return OUR_WORDS[code] ?? OUR_WORDS_FOR.find(([theirs]) => theirs.test(message))?.[1] ?? `${message}.`;
}
