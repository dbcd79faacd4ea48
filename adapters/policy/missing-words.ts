/** What the library says where it cannot work something out, in words that follow "for want of this". */
const OUR_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^field not found: (.*)$/s, 'the permission $1, which it does not have: ask has(…) or allows(…) instead'],
  [/^index (-?\d+) out of bounds.*$/s, 'a thing at place $1 of a list, which is shorter'],
  [/^int overflow.*$/s, 'a number that is not too large'],
  [/^int (?:divide|modulus) by zero$/, 'a divisor that is not 0'],
];

export function missingWords(message: string): string {
  const known = OUR_WORDS.find(([theirs]) => theirs.test(message));
  return known === undefined ? message : message.replace(...known);
}
