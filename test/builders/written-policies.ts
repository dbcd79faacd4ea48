import fc from 'fast-check';
import { CREDENTIAL_KINDS, type ItemKind } from '#core/credential.ts';
import { SEVERITIES } from '#core/finding.ts';
import { PRESSES } from '#core/people.ts';
import { keyOfOption } from '#core/policy/option-name.ts';
import type { KindSettings } from '#core/policy/policy.ts';
import { WITH_REPOSITORIES } from '#core/policy/scope.ts';
import { WEEKDAYS } from '#core/quiet.ts';
import { anyRule, refinement } from './policy-arbitraries.ts';

/** Words that YAML, a terminal or a receiver would take for something else. */
export const words = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.constantFrom(
      ...[
        '<!channel>',
        '@everyone',
        '\u202egnp.exe',
        '\u001b[31mred',
        'a\ud800b',
        '\u0301x',
        '\u2800',
        '❤\ufe0f',
      ],
      ...[
        '*all',
        '&one',
        '!!str x',
        '- item',
        '? key',
        'key: value',
        'a #b',
        '%TAG',
        '---',
        '...',
        '|',
        '>-',
        '{a',
        '[a',
      ],
      ...[
        'yes',
        'off',
        'null',
        '~',
        '1',
        '1e3',
        '0x1f',
        '2027-01-31',
        '"quoted"',
        "it's",
        '`',
        '@octocat',
        'back\\slash',
      ],
      ...[
        ' before',
        'behind ',
        'a\tb',
        'one\ntwo',
        'one\n\n two\n',
        '\n first',
        'a\r\nb',
        'a\u0085b',
        'a\u2028b',
      ],
      'long '.repeat(30),
    ),
  )
  .filter((text) => text.trim() !== '' && !/^\s*TODO\b/.test(text));

export const login = fc.oneof(
  fc.constantFrom(
    'octocat',
    'Hubot',
    '123',
    'true',
    'null',
    '1e3',
    '0x1f',
    '-',
    '.',
    '_a',
    'dependabot[bot]',
  ),
  fc.stringMatching(/^[A-Za-z\d][\w.-]{0,20}(?:\[bot\])?$/),
);

const day = fc.constantFrom('2026-11-21', '2026-11-22', '2027-02-28', '2027-05-21');
const kind = fc.constantFrom(...CREDENTIAL_KINDS);
const credential = fc.tuple(kind, fc.stringMatching(/^[\w:.-]{1,20}$/)).map((parts) => parts.join(':'));
const organisation = fc.constantFrom('acme', 'ACME', 'beta');
const severity = fc.constantFrom(...SEVERITIES);
const some = { requiredKeys: [] as [] };
const OWN = ['own-rule', 'null', 'yes', 'e1'];

const ruleId = fc.constantFrom('unused', 'never-expires', 'expires-soon', ...OWN);

function writtenSettings({ enabled, options, severity: loud }: KindSettings): Record<string, unknown> {
  return {
    ...(enabled === null ? {} : { enabled }),
    ...(loud === null ? {} : { severity: loud }),
    ...Object.fromEntries(Object.entries(options).map(([name, value]) => [keyOfOption(name), value])),
  };
}

const names = fc.array(login, { minLength: 1, maxLength: 2 });
const repositories = fc.array(fc.constantFrom('web', '1', 'null', '.github'), { minLength: 1, maxLength: 2 });
const scope = (kinds: readonly ItemKind[]) => {
  const some = kinds.some((each) => WITH_REPOSITORIES.includes(each))
    ? { owners: names, repositories }
    : { owners: names };
  return fc.oneof(
    fc.constant('all'),
    fc.record<object>(some, { requiredKeys: [] }).filter((said) => Object.keys(said).length > 0),
  );
};

const builtInRule = anyRule.chain((rule) =>
  fc
    .tuple(refinement(rule), fc.record({ reason: words, scope: scope(rule.kinds) }, { requiredKeys: [] }))
    .map(([said, more]) => {
      const kinds = Object.entries(said.kinds).map(([each, settings]) => [each, writtenSettings(settings)]);
      return [
        rule.id,
        {
          ...writtenSettings(said),
          ...(kinds.length === 0 ? {} : { kinds: Object.fromEntries(kinds) }),
          ...more,
        },
      ] as const;
    }),
);
const ownRule = fc
  .tuple(fc.constantFrom(...OWN), fc.constantFrom<unknown>('on', 'off', { severity: 'critical' }))
  .map(([id, said]) => [id, said] as const);
const someRules = fc
  .array(fc.oneof(builtInRule, ownRule), { maxLength: 4 })
  .map((entries) => ({ rules: Object.fromEntries(entries) as Record<string, unknown> }));

/** An organisation may say anything where it says that it loosens. */
function loosened({ rules: said }: { rules: Record<string, unknown> }): object {
  return {
    rules: Object.fromEntries(
      Object.entries(said).map(([id, each]) => [
        id,
        typeof each === 'string'
          ? { enabled: each === 'on', loosen: true, reason: 'a sandbox' }
          : { reason: 'a sandbox', ...(each as object), loosen: true },
      ]),
    ),
  };
}

const waiver = fc
  .record({
    rule: ruleId,
    match: fc
      .tuple(
        organisation,
        fc.record({ owner: login, repository: fc.constantFrom('web', '1', 'null', '.github') }, some),
      )
      .map(([org, rest]) => ({ organisation: org, ...rest })),
    reason: words,
    ticket: words,
    'requested-by': login,
    'approved-by': fc.constant('somebody-else'),
    until: day,
  })
  .filter(
    ({ match, ...said }) => match.owner !== 'somebody-else' && said['requested-by'] !== 'somebody-else',
  );

const baseline = fc.record(
  {
    until: day,
    findings: fc.dictionary(ruleId, fc.array(credential, { maxLength: 3 }), { maxKeys: 3 }),
    reason: words,
    'approved-by': login,
  },
  { requiredKeys: ['until', 'findings'] },
);

const route = fc.record(
  {
    name: words.filter((text) => text.length <= 60),
    to: fc
      .array(fc.constantFrom('sns', 'slack', 'slack:#security', 'slack:C012ABCDEF', 'owner'), {
        maxLength: 3,
      })
      .map((to) => ['sns', ...to]),
    severity,
    rules: fc.array(ruleId, { minLength: 1, maxLength: 3 }),
    organisations: fc.array(organisation, { minLength: 1, maxLength: 3 }),
    kinds: fc.array(fc.constantFrom(...CREDENTIAL_KINDS, 'token-request', 'person'), {
      minLength: 1,
      maxLength: 3,
    }),
    owners: fc.array(login, { minLength: 1, maxLength: 3 }),
    reminders: fc.constantFrom('on', 'off'),
    quiet: fc.record(
      {
        days: fc.array(fc.constantFrom(...WEEKDAYS), { maxLength: 3 }),
        hours: fc.constantFrom('20:00-08:00', '00:00-00:00', '09:30-17:45'),
        'time-zone': fc.constantFrom('UTC', 'Europe/Paris', 'Asia/Kathmandu'),
      },
      { requiredKeys: ['time-zone'] },
    ),
  },
  { requiredKeys: ['name', 'to'] },
);

const people = fc
  .uniqueArray(fc.tuple(login, fc.subarray([...PRESSES])), {
    selector: ([name]) => name.toLowerCase(),
    maxLength: 4,
  })
  .map((all) =>
    Object.fromEntries(all.map(([name, may], index) => [name, { slack: `U0${index}ABCDEF`, may }])),
  );

const customRules = fc
  .record({
    title: words,
    message: words,
    remedy: words,
    severity,
    when: fc.constantFrom(
      'credential.expired',
      '!credential.name.matches("^\\\\w: #")',
      '"\\u202e" in [credential.name]',
    ),
  })
  .map(({ message, remedy, ...rule }) =>
    OWN.map((id) => ({
      id,
      ...rule,
      kinds: CREDENTIAL_KINDS,
      message: braced(message),
      remedy: braced(remedy),
    })),
  );

/** A brace itself is written twice; an expression may stand between two. */
function braced(text: string): string {
  return `${text.replaceAll(/[{}]/g, '$&$&')} {credential.owner}`;
}

/** Policies as somebody may write them, before YAML; all of them are right on the builders' night. */
export const writtenPolicies: fc.Arbitrary<object> = fc
  .record(
    {
      enterprise: someRules,
      organisations: someRules.map((said) => ({ Acme: loosened(said) })),
      waivers: fc.uniqueArray(waiver, {
        selector: ({ rule, match }) =>
          JSON.stringify([rule, match.organisation, match.owner, match.repository]).toLowerCase(),
        maxLength: 4,
      }),
      baseline: baseline.map((one) => ({ aCme: one })),
      routes: fc.array(route, { maxLength: 3 }),
      people,
      'owner-lookup': fc.constant('saml'),
      retention: fc.record(
        { snapshots: fc.integer({ min: 1, max: 400 }), history: fc.integer({ min: 30, max: 4_000 }) },
        some,
      ),
      'custom-rules': customRules,
    },
    { requiredKeys: ['custom-rules'] },
  )
  .map((sections) => ({ version: 1, ...sections }));
