import fc from 'fast-check';
import { sha256 } from '#adapters/engine/sha256.ts';
import { canonicalJson, canonicalPieces } from '#core/canonical-json.ts';

const awkward = fc.record(
  {
    b: fc.anything(),
    a: fc.array(fc.constantFrom(undefined, null, '\u2028', -0, 1e21)),
    __proto__: fc.string(),
  },
  { requiredKeys: [] },
);
const numbered = fc.dictionary(fc.oneof(fc.nat().map(String), fc.string()), fc.jsonValue());
const json = fc.oneof(
  numbered,
  fc.jsonValue({ maxDepth: 5 }),
  awkward.map((value) => jsonOf(value)),
);

/** What is left of a value in JSON, and fields that are there but undefined. */
function jsonOf(value: object): object {
  return { ...(JSON.parse(JSON.stringify(value)) as object), nothing: undefined };
}

/** The same content with its keys the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner)]));
}

/** How the first version sorted keys: the digests that it made are still verified. */
function firstSorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(firstSorted);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    copy[key] = firstSorted(inner);
  }
  return copy;
}

describe('canonical JSON', () => {
  it('is JSON of the same value, and has no blanks that are not in its strings', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text).toHaveLength(JSON.stringify(value).length);
      }),
    );
  });

  it('is what it was when the first digests were made', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(value)).toBe(JSON.stringify(firstSorted(value)));
      }),
    );
  });

  it('is the same text for the same content, in whatever order its keys came', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('of a list comes in pieces, too, and they have the digest of the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(json, fc.constant(undefined))), (list) => {
        const pieces = [...canonicalPieces(list)];
        expect(pieces.join('')).toBe(canonicalJson(list));
        expect(pieces).toHaveLength(list.length + 2);
        expect(sha256(pieces)).toBe(sha256(canonicalJson(list)));
      }),
    );
  });

  it.each<[string, unknown, string]>([
    [
      'sorts keys by UTF-16 code units',
      { é: 1, z: 2, Z: 3, '\u{1f600}': 4, '\uff5e': 5 },
      '{"Z":3,"z":2,"é":1,"😀":4,"～":5}',
    ],
    [
      'has whole numbers first, as objects have them, and no others',
      { b: 1, 10: 1, 9: 2, '01': 0, 4294967294: 3, 4294967295: 4, '-1': 5 },
      '{"9":2,"10":1,"4294967294":3,"-1":5,"01":0,"4294967295":4,"b":1}',
    ],
    ['leaves a field out that is undefined', { b: undefined, a: null }, '{"a":null}'],
    ['keeps the place of an element that is undefined', [undefined, 1], '[null,1]'],
    ['sorts within lists', [{ b: [], a: {} }], '[{"a":{},"b":[]}]'],
  ])('%s', (_, value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });
});
