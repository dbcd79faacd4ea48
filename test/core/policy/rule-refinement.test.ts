import { keyOfOption } from '#core/policy/option-name.ts';
import { readPolicyFile } from '#core/policy/policy-file.ts';
import { rules } from '#core/rules/registry.ts';
import { NIGHT } from '#test/builders/items.ts';

const ofEnterprise = (refinements: object) => ({ version: 1, enterprise: { rules: refinements } });

function refinementsIn(refinements: object) {
  return readPolicyFile(ofEnterprise(refinements), NIGHT).file?.enterprise?.rules;
}

function issuesOf(raw: object) {
  return readPolicyFile(raw, NIGHT).issues.map(({ path, message }) => [path.join('.'), message]);
}

describe('the options of every rule can be told apart from each other and from the keys beside them', () => {
  it.each(rules)('$id', ({ id, options }) => {
    const keys = Object.keys(options).map(keyOfOption);
    expect(keys.filter((key) => !/^[a-z]+(-[a-z\d]+)*$/.test(key))).toStrictEqual([]);
    const raw = { version: 1, organisations: { acme: { rules: { [id]: { neither: 1 } } } } };
    const known = ['enabled', 'severity', ...keys, 'kinds', 'scope', 'loosen', 'reason'];
    expect(readPolicyFile(raw, NIGHT).issues).toStrictEqual([
      {
        path: ['organisations', 'acme', 'rules', id, 'neither'],
        at: 'key',
        message: `is no key that belongs here; there are ${known.join(', ')}.`,
        unknown: { word: 'neither', known },
      },
    ]);
  });
});

describe('what is said of a rule', () => {
  it('is kept, and nothing else', () => {
    const read = refinementsIn({
      unused: {
        severity: 'high',
        reason: 'ask the platform team',
        kinds: { 'oauth-token': { enabled: false } },
      },
      'expires-soon': { tiers: [30, 29, 1] },
      'never-expires': false,
      'never-used': 'on',
    });
    expect(read).toStrictEqual({
      unused: {
        enabled: null,
        severity: 'high',
        options: {},
        kinds: { 'oauth-token': { enabled: false, severity: null, options: {} } },
        loosen: false,
        reason: 'ask the platform team',
      },
      'expires-soon': {
        enabled: null,
        severity: null,
        options: { tiers: [30, 29, 1] },
        kinds: {},
        loosen: false,
        reason: null,
      },
      'never-expires': {
        enabled: false,
        severity: null,
        options: {},
        kinds: {},
        loosen: false,
        reason: null,
      },
      'never-used': { enabled: true, severity: null, options: {}, kinds: {}, loosen: false, reason: null },
    });
  });

  it.each<[string, object, string, string]>([
    [
      'a day twice',
      { 'expires-soon': { tiers: [30, 30] } },
      'enterprise.rules.expires-soon.tiers',
      'must go from far to near, each day once, such as [30, 14, 7].',
    ],
    [
      'a list',
      { unused: [] },
      'enterprise.rules.unused',
      'is a list. Write on, off, or a mapping of settings.',
    ],
    [
      'a number for one kind',
      { unused: { kinds: { 'oauth-token': 30 } } },
      'enterprise.rules.unused.kinds.oauth-token',
      'is 30. Write on, off, or a mapping of settings.',
    ],
  ])('is wrong where it is %s', (_, refinements, path, message) => {
    expect(issuesOf(ofEnterprise(refinements))).toStrictEqual([[path, message]]);
  });
});
