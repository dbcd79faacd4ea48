import { readPolicyFile } from '#core/policy/policy-file.ts';
import { customRule } from '#test/builders/custom-rule.ts';
import { NIGHT } from '#test/builders/items.ts';

const isRight = (raw: object) => readPolicyFile({ version: 1, ...raw }, NIGHT).issues.length === 0;
const route = (said: object) => ({ routes: [{ name: 'all', to: ['sns'], ...said }] });

/** A section around one word, words that are right there, and words that are wrong. */
const FORMS: readonly (readonly [string, (word: string) => object, string[], string[]])[] = [
  [
    'channel',
    (to) => route({ to: ['sns', to] }),
    ['slack', 'owner', 'slack:#on-call_1', `slack:#${'é'.repeat(80)}`, 'slack:C01234567', 'slack:G01234567'],
    [
      'xsns',
      'slack:',
      'slack:#',
      'slack:#Security',
      'slack:#a b',
      `slack:#${'a'.repeat(81)}`,
      'slack:C0123456',
      `slack:C${'0'.repeat(21)}`,
      'slack:D01234567',
      'slack:C0123456a',
      'slacks',
    ],
  ],
  [
    'span of hours',
    (hours) => route({ quiet: { 'time-zone': 'UTC', hours } }),
    ['00:00-23:59', '19:59-20:00', '23:00-09:09'],
    [
      '24:00-08:00',
      '20:60-08:00',
      '20:00-24:00',
      '20:00-08:60',
      '30:00-08:00',
      '20:00-30:00',
      'a0:00-08:00',
      '1a:00-08:00',
      '2a:00-08:00',
      '20:0a-08:00',
      '20:00-0a:00',
      '20:00-08:0a',
      '2:00-08:00',
      '120:00-08:00',
      '20:00-08:000',
    ],
  ],
  [
    'id of a Slack user',
    (slack) => ({ people: { octocat: { slack } } }),
    ['U01234', 'W0ABCDEF', `U${'A1'.repeat(10)}`],
    ['U0123', `U${'A'.repeat(21)}`, 'A012345', 'xU012345', 'U01234a', 'U012345.'],
  ],
  [
    'id of a rule',
    (id) => ({ 'custom-rules': [customRule({ id })] }),
    ['a', 'a1-b2-3c', 'named', 'a'.repeat(60)],
    ['1a', 'A', 'aB', 'a-', '-a', 'a--b', 'a-B', 'a_b', 'a b', 'a'.repeat(61), 'a.'],
  ],
  [
    'name of a repository',
    (repository) => ({
      waivers: [
        {
          rule: 'unused',
          match: { organisation: 'acme', repository },
          reason: 'a vendor that cannot renew',
          ticket: 'SEC-1',
          'requested-by': 'octocat',
          'approved-by': 'hubot',
          until: '2027-01-31',
        },
      ],
    }),
    ['.github', 'a_b-c.d', 'a'.repeat(100)],
    ['', 'acme/docs', 'a b', 'a'.repeat(101)],
  ],
];

describe.each(FORMS)('as %s', (_, around, right, wrong) => {
  it.each(right)('%j is right', (word) => {
    expect(isRight(around(word))).toBe(true);
  });

  it.each(wrong)('%j is wrong', (word) => {
    expect(isRight(around(word))).toBe(false);
  });
});

describe('a list of a route', () => {
  it.each(['to', 'rules', 'organisations', 'kinds', 'owners'])('names at least one: %s', (key) => {
    expect(readPolicyFile({ version: 1, ...route({ [key]: [] }) }, NIGHT).issues).toStrictEqual([
      {
        path: ['routes', 0, key],
        at: 'value',
        message: 'lists 0; it must list at least 1.',
        unknown: null,
      },
    ]);
  });

  it('may name several', () => {
    const lists = {
      rules: ['unused', 'never-expires'],
      organisations: ['acme', 'beta'],
      kinds: ['ssh-key', 'person', 'token-request'],
      owners: ['octocat', 'hubot'],
    };
    expect(isRight(route(lists))).toBe(true);
  });
});
