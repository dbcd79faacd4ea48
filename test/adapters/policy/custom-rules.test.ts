import { sha256 } from '#adapters/engine/sha256.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import { orgLogin } from '#core/credential.ts';
import { policyFor } from '#core/policy/policy-for.ts';
import type { Rule } from '#core/rules/rule.ts';
import { classicToken, fineGrainedToken, instant, NIGHT } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';
import { faultsOf } from '#test/builders/policy-faults.ts';

const read = (text: string) =>
  readPolicy(Buffer.from(text), { source: 'patrol.yaml', today: NIGHT, sha256, runExamples: true });

const DEFAULTS = {
  id: 'named',
  title: 'Names say the team',
  kinds: '[classic-token, fine-grained-token]',
  when: '!credential.name.matches("^team-")',
  severity: 'medium',
  message: 'The {credential.description} has no team.',
  remedy: '{credential.owner}: rename it.',
};

function policy(changed: Partial<typeof DEFAULTS> = {}, more = ''): string {
  const lines = Object.entries({ ...DEFAULTS, ...changed }).map(([key, value], index) => {
    const written = key === 'kinds' || /^[|>"']/.test(value) ? value : JSON.stringify(value);
    return `${index === 0 ? '  - ' : '    '}${key}: ${written}`;
  });
  return ['version: 1', 'custom-rules:', ...lines, more].join('\n');
}

function ruleOf(changed: Partial<typeof DEFAULTS> = {}): Rule {
  const [rule] = read(policy(changed)).customRules;
  if (rule === undefined) throw new Error('No rule.');
  return rule;
}

describe('a rule of a policy judges', () => {
  it('what its condition says, in its own words', () => {
    expect(judgeByDefault(ruleOf(), classicToken())).toEqual({
      outcome: 'fail',
      severity: 'medium',
      tier: null,
      message: 'The classic token "nightly build" of octocat has no team.',
      remedy: 'octocat: rename it.',
    });
    expect(judgeByDefault(ruleOf(), classicToken({ name: 'team-a' }))).toEqual({ outcome: 'pass' });
  });

  it('unknown where a fact is missing, and where it cannot be worked out', () => {
    expect(judgeByDefault(ruleOf(), classicToken({ name: null }))).toEqual({
      outcome: 'unknown',
      missing: 'its name',
    });
    const divides = ruleOf({ when: '1 / (size(credential.name) - size(credential.name)) == 1' });
    expect(judgeByDefault(divides, classicToken())).toEqual({
      outcome: 'unknown',
      missing: 'a divisor that is not 0',
    });
  });

  it.each([
    [
      'credential.permissions.workflows == "write"',
      'the permission workflows, which it does not have: ask has(…) or allows(…) instead',
    ],
    [
      'credential.permissions["workflows"] == "write"',
      'the permission workflows, which it does not have: ask has(…) or allows(…) instead',
    ],
    ['credential.repositories[7].archived', 'a thing at place 7 of a list, which is shorter'],
    ['9223372036854775807 + size(credential.name) > 0', 'a number that is not too large'],
    ['1 % (size(credential.name) - size(credential.name)) > 1', 'a divisor that is not 0'],
  ])('and says what is missing of %s in words', (when, missing) => {
    const rule = ruleOf({ kinds: '[fine-grained-token]', when });
    expect(judgeByDefault(rule, fineGrainedToken())).toEqual({ outcome: 'unknown', missing });
  });

  it('with words that cannot all be filled, and still fails', () => {
    const rule = ruleOf({ when: 'true', message: '{credential.name} of {credential.owner}' });
    expect(judgeByDefault(rule, classicToken({ name: null, owner: null }))).toMatchObject({
      outcome: 'fail',
      message: 'unknown of unknown',
    });
  });
});

describe('a text fills in', () => {
  const when = 'true';
  it.each<[string, string]>([
    ['plain words', 'plain words'],
    ['{credential.name}', 'release notes'],
    ['until {credential.expiresAt}.', 'until 2027-02-20.'],
    ['{size(credential.repositories)} of them', '1 of them'],
    ['{credential.expired}', 'false'],
    ['{credential.expired ? "gone" : "here"}', 'here'],
    ['{{credential.name}}', '{credential.name}'],
    ['a }} b {{ c', 'a } b { c'],
    [`{[credential.name]${'.map(t, t + t)'.repeat(6)}[0]}`, `${'release notes'.repeat(64).slice(0, 499)}…`],
  ])('%j as %j', (message, expected) => {
    const verdict = judgeByDefault(ruleOf({ when, message }), fineGrainedToken());
    expect(verdict).toMatchObject({ message: expected });
  });
});

describe('a version', () => {
  it('follows the condition, and nothing else', () => {
    const { version } = ruleOf();
    expect(Number.isSafeInteger(version)).toBe(true);
    expect(ruleOf({ when: ' ! credential.name.matches( "^team-" )' }).version).toBe(version);
    expect(ruleOf({ message: 'm', remedy: 'r', severity: 'low', title: 't' }).version).toBe(version);
    expect(ruleOf({ when: '!credential.name.matches("^team")' }).version).not.toBe(version);
  });

  it('of the policy follows all of it', () => {
    const version = (text: string) => policyFor(read(text), orgLogin('acme'), sha256).version;
    expect(version(policy())).toBe(version(policy()));
    expect(version(policy({ remedy: 'r' }))).not.toBe(version(policy()));
  });
});

describe('a rule of a policy that is wrong', () => {
  it.each<[string, string, string[]]>([
    [
      'in a text that is folded',
      policy({ when: '>-\n      credential.name == "x"\n\n      && credential.nam == "x"' }),
      [
        'patrol.yaml:9:21: custom-rules[0].when names credential.nam, and there is no such field. Did you mean name?',
      ],
    ],
    [
      'in a text of lines, with a comment behind the bar',
      policy({ when: '| # why\n      credential.name == "x" &&\n        3' }),
      ['patrol.yaml:8:9: custom-rules[0].when has int where bool belongs.'],
    ],
    [
      'behind marks that are written twice or with a backslash',
      policy({ when: `'credential.name == ''it'' && 3'` }),
      ['patrol.yaml:6:41: custom-rules[0].when has int where bool belongs.'],
    ],
    [
      'behind a backslash',
      policy({ message: '"\\"\\u0041\\" \\t {credential.nam}"' }),
      [
        'patrol.yaml:8:41: custom-rules[0].message names credential.nam, and there is no such field. Did you mean name?',
      ],
    ],
    [
      'in all of its texts at once',
      policy({ when: 'true && 3', message: 'since {now}', remedy: 'a } b' }),
      [
        'patrol.yaml:6:20: custom-rules[0].when has int where bool belongs.',
        'patrol.yaml:8:22: custom-rules[0].message names now, which would change the words every night: name a date of the credential.',
        'patrol.yaml:9:16: custom-rules[0].remedy has a } by itself; write }}.',
      ],
    ],
    [
      'with an id that Patrol has',
      policy({ id: 'unused' }),
      ['patrol.yaml:3:9: custom-rules[0].id is the id of a rule that Patrol has; choose another.'],
    ],
    [
      'with an id twice',
      `${policy()}${policy().split('\n').slice(2).join('\n')}`,
      ['patrol.yaml:10:9: custom-rules[1].id is the id of another rule in this file.'],
    ],
    [
      'with an id that is none',
      policy({ id: 'No Spaces' }),
      [
        'patrol.yaml:3:9: custom-rules[0].id is no id of a rule: words of small letters and digits, joined by hyphens.',
      ],
    ],
    [
      'with a key too many and one too few',
      policy().replace('severity: "medium"', 'sevrity: high'),
      [
        'patrol.yaml:3:5: custom-rules[0].severity is missing.',
        expect.stringMatching(
          /7:5: custom-rules\[0\]\.sevrity is no key that belongs here; .* Did you mean severity\?/,
        ) as never,
      ],
    ],
    [
      'with a severity that there is not, and in all of its texts',
      policy({ severity: 'lo', when: 'credential.nme == ""', message: '{', remedy: '}' }),
      [
        'patrol.yaml:6:23: custom-rules[0].when names credential.nme, and there is no such field. Did you mean name?',
        expect.stringMatching(/^patrol\.yaml:7:15: custom-rules\[0\]\.severity is "lo"/) as never,
        'patrol.yaml:8:15: custom-rules[0].message has a { by itself; write {{.',
        'patrol.yaml:9:14: custom-rules[0].remedy has a } by itself; write }}.',
      ],
    ],
    [
      'longer than a condition may be',
      policy({ when: `true || ${'credential.expired || '.repeat(100)}true` }),
      ['patrol.yaml:6:11: custom-rules[0].when has 2212 characters; it must have at most 2000.'],
    ],
  ])('%s', (_, text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });
});

describe('an example', () => {
  const withExample = (example: string, changed: Partial<typeof DEFAULTS> = {}) =>
    policy(changed, `    examples: [${example}]`);

  it.each<[string, string]>([
    ['of each kind', '{ expect: fail, credential: { kind: classic-token, name: x } }'],
    [
      'whose owner is a login',
      '{ expect: fail, credential: { kind: classic-token, owner: hubot, name: x } }',
    ],
    ['that nobody can tell of', '{ expect: unknown, credential: { kind: classic-token, name: null } }'],
    [
      'as patrol inventory --format json prints it',
      `{ expect: fail, credential: ${JSON.stringify({ ...fineGrainedToken(), seen: NIGHT, carriedOver: false })} }`,
    ],
  ])('%s is right', (_, example) => {
    expect(faultsOf(withExample(example))).toEqual([]);
  });

  it('is judged at its own time', () => {
    const example = (now: string) =>
      withExample(
        `{ expect: fail, now: ${now}, credential: { kind: classic-token, expiresAt: 2026-12-01T00:00:00Z } }`,
        {
          when: 'credential.expired',
        },
      );
    expect(faultsOf(example('2026-12-01T00:00:00Z'))).toEqual([]);
    expect(faultsOf(example('2026-11-30T23:59:59Z'))).toEqual([
      'patrol.yaml:10:26: custom-rules[0].examples[0].expect is fail, and the rule says pass.',
    ]);
  });

  it.each<[string, string, string]>([
    [
      'of a kind that the rule does not judge',
      '{ expect: fail, credential: { kind: ssh-key } }',
      '10:52: custom-rules[0].examples[0].credential.kind is ssh-key, which the rule does not judge.',
    ],
    [
      'of no kind',
      '{ expect: fail, credential: { name: x } }',
      '10:32: custom-rules[0].examples[0].credential.kind is missing.',
    ],
    [
      'with a field of another kind',
      '{ expect: fail, credential: { kind: classic-token, permissions: {} } }',
      '10:67: custom-rules[0].examples[0].credential.permissions is no key that belongs here;',
    ],
    [
      'with a day that does not exist',
      '{ expect: fail, credential: { kind: classic-token, expiresAt: 2026-02-30T00:00:00Z } }',
      '10:78: custom-rules[0].examples[0].credential.expiresAt is no date and time with a zone, such as 2026-11-22T02:00:00Z, or never, or unknown.',
    ],
    [
      'that comes out otherwise, for want of a fact',
      '{ expect: pass, credential: { kind: classic-token, name: null } }',
      '10:26: custom-rules[0].examples[0].expect is pass, and the rule says unknown, for want of this: its name.',
    ],
  ])('%s is wrong', (_, example, fault) => {
    expect(faultsOf(withExample(example))).toEqual([expect.stringContaining(`patrol.yaml:${fault}`)]);
  });
});

describe('a rule that is wrong', () => {
  const named = (rule: string) =>
    [
      `enterprise: { rules: { ${rule}: { severity: high } } }`,
      `organisations: { acme: { rules: { ${rule}: on } } }`,
      `routes: [{ name: all, to: [sns], rules: [${rule}] }]`,
      `baseline: { acme: { until: 2026-12-31, findings: { ${rule}: ["app-installation:1"] } } }`,
      'waivers:',
      `  - { rule: ${rule}, match: { organisation: acme, credential: "app-installation:1" }, reason: being renamed,`,
      '      ticket: SEC-1, requested-by: octocat, approved-by: hubot, until: 2026-12-31 }',
    ].join('\n');

  it.each<[string, Partial<typeof DEFAULTS>, string]>([
    ['elsewhere', { severity: 'loudest' }, '7:15: custom-rules[0].severity is "loudest"'],
    ['in its kinds', { kinds: '[app-instalation]' }, '5:13: custom-rules[0].kinds[0] is "app-instalation"'],
    ['in its condition', { kinds: '[app-installation]', when: '3' }, '6:12: custom-rules[0].when gives int'],
  ])('%s is known by its name all the same', (_, changed, fault) => {
    expect(faultsOf(policy(changed, named('named')))).toEqual([
      expect.stringContaining(`patrol.yaml:${fault}`),
    ]);
  });

  it('even in its name', () => {
    expect(faultsOf(policy({ id: 'Named', kinds: '[app-installation]' }, named('Named')))).toEqual([
      expect.stringContaining('custom-rules[0].id is no id of a rule'),
    ]);
  });

  it('is the one that was nearly named', () => {
    const routes = 'routes: [{ name: all, to: [sns], rules: [namd] }]';
    expect(faultsOf(policy({ severity: 'loudest' }, routes)).at(-1)).toMatch(
      /is "namd", and is none of the 28 that may stand here; patrol policy show lists them\. Did you mean named\?$/,
    );
  });

  it('in its kinds has its texts read with the rest', () => {
    expect(faultsOf(policy({ kinds: '[deploy-ky]', when: 'credential.readOnly && 3', remedy: '}' }))).toEqual(
      [
        expect.stringContaining('Did you mean deploy-key?'),
        'patrol.yaml:6:35: custom-rules[0].when has int where bool belongs.',
        'patrol.yaml:9:14: custom-rules[0].remedy has a } by itself; write }}.',
      ],
    );
  });

  it('with an id that Patrol has leaves that rule as it is', () => {
    const more = 'enterprise: { rules: { unused: { days: 30 } } }';
    expect(faultsOf(policy({ id: 'unused' }, more))).toHaveLength(1);
  });
});

describe('the rest of the policy may set it', () => {
  const rest = (enterprise: string, acme: string) =>
    policy(
      {},
      `enterprise: { rules: { named: ${enterprise} } }\norganisations: { acme: { rules: { named: ${acme} } } }`,
    );

  it('as any other rule', () => {
    const { rules } = policyFor(
      read(rest('{ severity: high }', '{ severity: critical }')),
      orgLogin('acme'),
      sha256,
    );
    expect(rules['named']).toMatchObject({ enabled: true, severity: 'critical' });
  });

  it('and only tighten it in an organisation', () => {
    expect(faultsOf(rest('on', 'off'))).toEqual([
      expect.stringMatching(
        /organisations\.acme\.rules\.named\.enabled is looser than the enterprise's policy/,
      ),
    ]);
    expect(faultsOf(rest('on', '{ enabled: false, loosen: true, reason: "one team" }'))).toEqual([]);
  });

  it('and excuse it', () => {
    const waiver = (rule: string) =>
      policy(
        {},
        [
          'waivers:',
          `  - { rule: ${rule}, match: { organisation: acme }, reason: being renamed, ticket: SEC-1,`,
          '      requested-by: octocat, approved-by: hubot, until: 2026-12-31 }',
        ].join('\n'),
      );
    expect(faultsOf(waiver('named'))).toEqual([]);
    expect(faultsOf(waiver('nmed'))).toEqual([
      expect.stringMatching(/there is no such rule\. Did you mean named\?$/),
    ]);
  });

  it('for the kinds it judges only', () => {
    expect(faultsOf(rest('{ kinds: { ssh-key: off } }', 'on'))).toEqual([
      expect.stringMatching(
        /ssh-key is no key that belongs here; there are classic-token, fine-grained-token\./,
      ),
    ]);
  });
});

it('a text on a moment names its day', () => {
  const rule = ruleOf({ when: 'true', message: 'granted on {credential.grantedAt}' });
  expect(judgeByDefault(rule, classicToken({ grantedAt: instant('2026-02-28T23:59:59Z') }))).toMatchObject({
    message: 'granted on 2026-02-28',
  });
});
