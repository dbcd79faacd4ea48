import { tighteningIssues } from '#core/policy/tightening.ts';

/** What is said of one rule in the enterprise, and in acme. */
const issuesOf = (enterprise: unknown, acme: unknown, rule = 'never-expires') =>
  tighteningIssues({
    version: 1,
    enterprise: { rules: { [rule]: enterprise } },
    organisations: { acme: { rules: { [rule]: acme } } },
  }).map(({ path, message, ...rest }) => {
    expect(rest).toStrictEqual({ at: 'value', unknown: null });
    expect(path.slice(0, 4)).toStrictEqual(['organisations', 'acme', 'rules', rule]);
    return [path.slice(4).join('.'), message];
  });
const wants = (limits: string) =>
  `is looser than the enterprise's policy, which wants ${limits}. Tighten it, or add loosen: true with a reason.`;

// never-expires judges fine-grained and classic tokens.
describe('where an organisation is looser', () => {
  it.each<[string, unknown, unknown, [string, string][]]>([
    ['for all kinds, no kind is named', 'on', 'off', [['enabled', wants('on')]]],
    ['as a mapping', 'on', { enabled: false }, [['enabled', wants('on')]]],
    [
      'for one kind, by its own words',
      'on',
      { kinds: { 'classic-token': { enabled: false } } },
      [['kinds.classic-token.enabled', wants('on for classic-token')]],
    ],
    [
      'for one kind, by what is said in general: the kind speaks of something else',
      { kinds: { 'fine-grained-token': 'off' } },
      { enabled: false, kinds: { 'classic-token': { severity: 'critical' } } },
      [['enabled', wants('on for classic-token')]],
    ],
    [
      'in severity for one kind, by what is said in general: the kind speaks of something else',
      { kinds: { 'classic-token': { severity: 'high' }, 'fine-grained-token': { severity: 'low' } } },
      { severity: 'medium', kinds: { 'classic-token': { enabled: true } } },
      [['severity', wants('high or above for classic-token')]],
    ],
    [
      'in severity, by the words of the kind',
      { severity: 'high' },
      { severity: 'critical', kinds: { 'classic-token': { severity: 'low' } } },
      [['kinds.classic-token.severity', wants('high or above for classic-token')]],
    ],
    [
      'at one place, each limit is named, and whose it is',
      { kinds: { 'classic-token': { severity: 'high' }, 'fine-grained-token': { severity: 'medium' } } },
      { severity: 'low' },
      [['severity', wants('medium or above for fine-grained-token; high or above for classic-token')]],
    ],
    [
      'at two places, each is an issue',
      { severity: 'high' },
      { severity: 'medium', kinds: { 'classic-token': 'off' } },
      [
        ['severity', wants('high or above for fine-grained-token')],
        ['kinds.classic-token.enabled', wants('on for classic-token')],
      ],
    ],
    ['for a reason that it gives', 'on', { enabled: false, loosen: true, reason: 'a sandbox' }, []],
    ['in what cannot be read by itself', 'on', { enabled: 'no' }, []],
    ['than nothing', 'off', 'off', []],
  ])('%s', (_, enterprise, acme, issues) => {
    expect(issuesOf(enterprise, acme)).toStrictEqual(issues);
  });

  it('for several kinds of more, all are named', () => {
    const kinds = { 'classic-token': { days: 30 }, 'oauth-token': { days: 30 } };
    expect(issuesOf({ kinds }, { days: 40 }, 'unused')).toStrictEqual([
      ['days', wants('at most 30 for classic-token, oauth-token')],
    ]);
  });

  it('is an option named as the file spells it', () => {
    const said = { kinds: { 'ssh-key': { 'in-use-within-days': 7 } } };
    expect(issuesOf('on', said, 'expires-soon')).toStrictEqual([
      ['kinds.ssh-key.in-use-within-days', wants('at least 30 for ssh-key')],
    ]);
  });

  it('than an enterprise that cannot be read, the defaults are what it must keep', () => {
    expect(issuesOf({ severity: 'loud' }, 'off')).toStrictEqual([['enabled', wants('on')]]);
  });
});

it.each<[string, unknown]>([
  ['nothing', undefined],
  ['a list', []],
  ['a file whose organisations are a list', { organisations: [{ rules: { unused: 'off' } }] }],
  ['an organisation that is empty', { organisations: { acme: null } }],
  ['an organisation whose rules are text', { organisations: { acme: { rules: 'off' } } }],
])('of %s nothing is looser', (_, raw) => {
  expect(tighteningIssues(raw)).toStrictEqual([]);
});
