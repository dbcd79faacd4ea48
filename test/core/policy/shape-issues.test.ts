import * as z from 'zod';
import { mapping } from '#core/policy/mapping.ts';
import { readPolicyFile } from '#core/policy/policy-file.ts';
import type { PolicyIssue } from '#core/policy/policy-issue.ts';
import { shapeIssues } from '#core/policy/shape-issues.ts';
import { NIGHT } from '#test/builders/items.ts';

const issuesOf = (raw: object) => readPolicyFile({ version: 1, ...raw }, NIGHT).issues;

/** Of a form that no section has yet. */
function issuesAs(form: z.ZodType, written: unknown): PolicyIssue[] {
  const { error } = form.safeParse(written);
  return error === undefined ? [] : shapeIssues(error, written);
}

describe('a key', () => {
  it('that does not belong is meant itself, and those that do are named', () => {
    expect(issuesOf({ retention: { histry: 400 } })).toStrictEqual([
      {
        path: ['retention', 'histry'],
        at: 'key',
        message: 'is no key that belongs here; there are snapshots, history.',
        unknown: { word: 'histry', known: ['snapshots', 'history'] },
      },
    ]);
  });

  it('that is missing is told of the key, for want of a value', () => {
    expect(issuesOf({ people: { octocat: {} } })).toStrictEqual([
      { path: ['people', 'octocat', 'slack'], at: 'key', message: 'is missing.', unknown: null },
    ]);
  });

  it('that is missing beside all the others is told with them, in their order', () => {
    const keys = ['rule', 'match', 'reason', 'ticket', 'requested-by', 'approved-by', 'until'];
    expect(issuesOf({ waivers: [{}] })).toStrictEqual(
      keys.map((key) => ({ path: ['waivers', 0, key], at: 'key', message: 'is missing.', unknown: null })),
    );
  });

  it('that cannot be one is meant itself, not what it says', () => {
    expect(issuesOf({ people: { 'the cat': { slack: 'U012ABCDEF' } } })).toStrictEqual([
      {
        path: ['people', 'the cat'],
        at: 'key',
        message: 'is no login, such as octocat, which goes without @ and spaces.',
        unknown: null,
      },
    ]);
  });

  it('that every object has is missing all the same', () => {
    expect(issuesAs(mapping({ constructor: z.string() }), {})).toStrictEqual([
      { path: ['constructor'], at: 'key', message: 'is missing.', unknown: null },
    ]);
  });

  it.each([
    [20, expect.stringMatching(/^is no key that belongs here; there are k0, k1, .*, k19\.$/)],
    [21, 'is no key that belongs here; patrol policy show lists the 21 that do.'],
  ])('beside %i others, of which more than 20 are only counted', (count, message) => {
    const shape = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`k${index}`, z.string().optional()]),
    );
    expect(issuesAs(mapping(shape), { other: 1 })).toMatchObject([{ path: ['other'], message }]);
  });
});

describe('a word', () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`);

  it.each([
    [20, expect.stringMatching(/^is "x", and must be one of w0, w1, .*, w19\.$/)],
    [21, 'is "x", and is none of the 21 that may stand here; patrol policy show lists them.'],
  ])('beside %i others, of which more than 20 are only counted', (count, message) => {
    const known = words(count);
    expect(issuesAs(z.enum(known), 'x')).toStrictEqual([
      { path: [], at: 'value', message, unknown: { word: 'x', known } },
    ]);
  });
});

describe('a value', () => {
  const kept = (reason: unknown) => ({ enterprise: { rules: { unused: { reason } } } });
  const LONG = 'a'.repeat(60);

  it.each<[string, object, string]>([
    ['a mapping for text', kept({ why: 'x' }), 'is a mapping, where text belongs.'],
    ['a list for text', kept(['x']), 'is a list, where text belongs.'],
    ['nothing for text', kept(null), 'is empty, where text belongs. Fill it, or take the key out.'],
    ['a text for a list', { waivers: LONG }, `is "${LONG}", where a list belongs.`],
    ['a longer text, cut', { waivers: `${LONG}b` }, `is "${LONG}…", where a list belongs.`],
    ['a list for what is named by logins', { people: [] }, 'is a list, where a mapping belongs.'],
    [
      'a text for a yes or no',
      { enterprise: { rules: { unused: { enabled: 'yes' } } } },
      'is "yes", where true or false belongs.',
    ],
    ['a text for days', { retention: { history: '90' } }, 'is "90", where a whole number belongs.'],
    ['a fraction of a day', { retention: { history: 30.5 } }, 'is 30.5, where a whole number belongs.'],
    ['another word than the only one', { 'owner-lookup': 'mail' }, 'is "mail", and must be saml.'],
    ['no word at all', { 'owner-lookup': ['saml'] }, 'is a list, and must be saml.'],
    ['the only one between quotes', { version: '1' }, 'is "1", and must be 1, without quotes.'],
  ])('is %s', (_, raw, message) => {
    expect(issuesOf(raw)).toMatchObject([{ at: 'value', message }]);
  });

  it.each<[string, z.ZodType, unknown, string]>([
    ['another type than there are words for', z.bigint(), 1, 'is 1, where bigint belongs.'],
    [
      'a word where no word may stand',
      z.union([z.int(), z.boolean()], { error: 'Write a number, true or false' }),
      'x',
      'is "x". Write a number, true or false.',
    ],
    [
      'what an example with a full stop in it is told by',
      z.string().refine(() => false, { error: 'is no file, such as a.txt' }),
      'x',
      'is no file, such as a.txt.',
    ],
    [
      'what a whole sentence is told by',
      z.string().refine(() => false, { error: 'is no file. Write one!' }),
      'x',
      'is no file. Write one!',
    ],
  ])('is %s', (_, form, written, message) => {
    expect(issuesAs(form, written)).toStrictEqual([{ path: [], at: 'value', message, unknown: null }]);
  });
});
