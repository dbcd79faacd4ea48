import { sha256 } from '#adapters/engine/sha256.ts';
import { orgLogin } from '#core/credential.ts';
import type { RuleOutline } from '#core/policy/judged-rules.ts';
import { readPolicyFile } from '#core/policy/policy-file.ts';
import { policyFor } from '#core/policy/policy-for.ts';
import { type ShownSetting, shownRules } from '#core/policy/shown-policy.ts';
import { expiresSoon } from '#core/rules/expires-soon.ts';
import { unused } from '#core/rules/unused.ts';
import { NIGHT } from '#test/builders/items.ts';

const ACME = orgLogin('acme');
const KINDS = ['fine-grained-token', 'classic-token', 'oauth-token'] as const;
/** The rule as it would be if it judged no more than these. */
const UNUSED: RuleOutline = { ...unused, kinds: KINDS, page: '' };
const SOON: RuleOutline = { ...expiresSoon, kinds: KINDS, page: '' };

function one(sections: object, rule = UNUSED) {
  const { file, issues } = readPolicyFile({ version: 1, ...sections }, NIGHT);
  if (file === null) throw new Error(JSON.stringify(issues));
  const policy = policyFor({ file, customRules: [] }, ACME, sha256);
  const [only] = shownRules({ file, policy, org: ACME }, [rule]);
  if (only === undefined) throw new Error('A rule was given, and none is shown.');
  return only;
}

function shown(sections: object, rule = UNUSED) {
  const { id, settings: general, kinds: all } = one(sections, rule);
  const lines = (settings: readonly ShownSetting[]) =>
    settings.map(({ key, value, from }) => `${key}: ${JSON.stringify(value)} # ${from}`);
  const kinds = all.map(({ kind, settings }) => [kind, ...lines(settings)]);
  return { id, settings: lines(general), kinds };
}
const enterprise = (said: unknown) => ({ enterprise: { rules: { unused: said } } });
const organisation = (login: string, said: unknown) => ({
  organisations: { [login]: { rules: { unused: said } } },
});

const ON = 'enabled: true # default';
const DAYS = 'days: 90 # default';

describe('a rule as it is shown where', () => {
  it.each<[string, object, readonly string[], readonly (readonly string[])[]]>([
    ['nobody said anything', {}, [ON, DAYS], []],
    ['another organisation said something', organisation('acme-labs', { days: 20 }), [ON, DAYS], []],
    ['the enterprise said it', enterprise({ days: 60 }), [ON, 'days: 60 # enterprise'], []],
    [
      'the organisation alone said it, and spells itself in its own way',
      organisation('ACME', { days: 60 }),
      [ON, 'days: 60 # organisations.acme'],
      [],
    ],
    [
      'the organisation said it over the enterprise',
      { ...enterprise({ enabled: true, days: 60 }), ...organisation('acme', { days: 30 }) },
      ['enabled: true # enterprise', 'days: 30 # organisations.acme'],
      [],
    ],
    [
      'one kind differs, though it is the first',
      enterprise({ kinds: { 'fine-grained-token': { days: 30 } } }),
      [ON, DAYS],
      [['fine-grained-token', 'days: 30 # enterprise']],
    ],
    [
      'most kinds differ',
      enterprise({ kinds: { 'oauth-token': { days: 30 }, 'classic-token': { days: 30 } } }),
      [ON, 'days: 30 # enterprise'],
      [['fine-grained-token', DAYS]],
    ],
    [
      'all have a severity',
      enterprise({ severity: 'high' }),
      [ON, 'severity: "high" # enterprise', DAYS],
      [],
    ],
    [
      'all have a severity, and one another',
      enterprise({ severity: 'high', kinds: { 'fine-grained-token': { severity: 'low' } } }),
      [ON, 'severity: "high" # enterprise', DAYS],
      [['fine-grained-token', 'severity: "low" # enterprise']],
    ],
    [
      'most have a severity, and one the rule’s own: none is said in general, since that one could not take it back',
      enterprise({ kinds: { 'classic-token': { severity: 'high' }, 'oauth-token': { severity: 'high' } } }),
      [ON, DAYS],
      [
        ['classic-token', 'severity: "high" # enterprise'],
        ['oauth-token', 'severity: "high" # enterprise'],
      ],
    ],
    [
      'all that are judged have a severity, and one is not judged: of that one nothing more is said',
      enterprise({ severity: 'high', days: 60, kinds: { 'oauth-token': 'off' } }),
      [ON, 'severity: "high" # enterprise', 'days: 60 # enterprise'],
      [['oauth-token', 'enabled: false # enterprise']],
    ],
    ['it is off', enterprise('off'), ['enabled: false # enterprise'], []],
    [
      'it is off but for one kind',
      enterprise({ enabled: false, kinds: { 'classic-token': { enabled: true, severity: 'low' } } }),
      ['enabled: false # enterprise', 'severity: "low" # enterprise', DAYS],
      [['classic-token', 'enabled: true # enterprise']],
    ],
    [
      'it judges somewhere only, by the enterprise: behind all else',
      { ...enterprise({ scope: { owners: ['octocat'] } }), ...organisation('acme', { days: 60 }) },
      [ON, 'days: 60 # organisations.acme', 'scope: {"owners":["octocat"]} # enterprise'],
      [],
    ],
    [
      'it judges in more places, by the organisation',
      {
        ...enterprise({ scope: { repositories: ['api'] } }),
        ...organisation('acme', { scope: { repositories: ['api', 'web'] } }),
      },
      [ON, DAYS, 'scope: {"repositories":["api","web"]} # organisations.acme'],
      [],
    ],
    [
      'it judges everywhere again, by the organisation',
      { ...enterprise({ scope: { owners: ['octocat'] } }), ...organisation('acme', { scope: 'all' }) },
      [ON, DAYS],
      [],
    ],
    [
      'the organisation said in general what the enterprise had said of a kind',
      {
        ...enterprise({ kinds: { 'classic-token': { days: 60 } } }),
        ...organisation('acme', { days: 50 }),
      },
      [ON, 'days: 50 # organisations.acme'],
      [],
    ],
  ])('%s', (_, sections, settings, kinds) => {
    expect(shown(sections)).toStrictEqual({ id: 'unused', settings, kinds });
  });

  it('it has options of its own, as the file spells them', () => {
    const sections = { enterprise: { rules: { 'expires-soon': { 'in-use-within-days': 60 } } } };
    expect(shown(sections, SOON)).toStrictEqual({
      id: 'expires-soon',
      settings: [ON, 'tiers: [30,14,7,3,1] # default', 'in-use-within-days: 60 # enterprise'],
      kinds: [],
    });
  });
});

describe('the reason of a rule is', () => {
  it.each<[string, object, ShownSetting | null]>([
    ['none where nobody spoke', {}, null],
    [
      'none where nobody gave one',
      { ...enterprise({ days: 60 }), ...organisation('acme', { days: 30 }) },
      null,
    ],
    [
      'the enterprise’s where the organisation gave none',
      { ...enterprise({ days: 60, reason: 'an audit' }), ...organisation('acme', { days: 30 }) },
      { key: 'reason', value: 'an audit', from: 'enterprise' },
    ],
    [
      'the organisation’s where both gave one',
      { ...enterprise({ reason: 'an audit' }), ...organisation('acme', { reason: 'a bank' }) },
      { key: 'reason', value: 'a bank', from: 'organisations.acme' },
    ],
  ])('%s', (_, sections, reason) => {
    expect(one(sections).reason).toStrictEqual(reason);
  });
});
