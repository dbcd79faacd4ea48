import fc from 'fast-check';
import type { InventoryItem } from '#core/credential.ts';
import { evaluate } from '#core/evaluate.ts';
import { looserThan } from '#core/policy/looser.ts';
import { BUILT_IN_POLICY, type Policy, type RuleSettings } from '#core/policy/policy.ts';
import { refined } from '#core/policy/refined.ts';
import type { RuleRefinement } from '#core/policy/rule-refinement.ts';
import { isEnabledFor, optionsFor, RULE_DEFAULTS, severityFor } from '#core/policy/rule-settings.ts';
import { rules } from '#core/rules/registry.ts';
import type { Rule } from '#core/rules/rule.ts';
import { unused } from '#core/rules/unused.ts';
import { inventory } from '#test/builders/arbitraries.ts';
import { scanFacts, snapshotOf } from '#test/builders/facts.ts';
import { NIGHT } from '#test/builders/items.ts';
import { anyRule, refinement } from '#test/builders/policy-arbitraries.ts';

const says = (overrides: Partial<RuleRefinement>): RuleRefinement => ({
  enabled: null,
  severity: null,
  options: {},
  kinds: {},
  loosen: false,
  reason: null,
  ...overrides,
});
const kind = (overrides: Partial<RuleSettings['kinds'][keyof RuleSettings['kinds']]> = {}) => ({
  enabled: null,
  severity: null,
  options: {},
  ...overrides,
});
const classicDays = (...layers: RuleRefinement[]) =>
  optionsFor(unused, layers.reduce(refined, RULE_DEFAULTS), 'classic-token')['days'];

describe('a refinement', () => {
  it.each<[string, RuleRefinement[], number]>([
    ['nobody said anything: the rule’s default', [], 90],
    ['the enterprise said it in general', [says({ options: { days: 60 } })], 60],
    [
      'the enterprise said it of this kind',
      [says({ options: { days: 60 }, kinds: { 'classic-token': kind({ options: { days: 30 } }) } })],
      30,
    ],
    [
      'the organisation said it in general, after the enterprise of this kind',
      [
        says({ kinds: { 'classic-token': kind({ options: { days: 30 } }) } }),
        says({ options: { days: 20 } }),
      ],
      20,
    ],
    [
      'the organisation said it of another kind only',
      [says({ options: { days: 60 } }), says({ kinds: { 'oauth-token': kind({ options: { days: 20 } }) } })],
      60,
    ],
    [
      'the organisation said it both ways',
      [
        says({}),
        says({ options: { days: 50 }, kinds: { 'classic-token': kind({ options: { days: 10 } }) } }),
      ],
      10,
    ],
  ])('has the last word: %s', (_, layers, days) => {
    expect(classicDays(...layers)).toBe(days);
  });

  it('switches a rule off for one kind, and raises its severity for another', () => {
    const settings = refined(
      RULE_DEFAULTS,
      says({
        severity: 'medium',
        kinds: { 'classic-token': kind({ severity: 'critical' }), 'oauth-token': kind({ enabled: false }) },
      }),
    );
    expect(isEnabledFor(settings, 'oauth-token')).toBe(false);
    expect(isEnabledFor(settings, 'classic-token')).toBe(true);
    expect(severityFor(settings, 'classic-token')).toBe('critical');
    expect(severityFor(settings, 'oauth-token')).toBe('medium');
  });

  it('in general also holds for a kind of which another thing was said before, and for no more than it says', () => {
    const enterprise = says({
      kinds: { 'classic-token': kind({ enabled: false, severity: 'low', options: { days: 30 } }) },
    });
    const of = (said: Partial<RuleRefinement>) =>
      [enterprise, says(said)].reduce(refined, RULE_DEFAULTS).kinds['classic-token'];
    expect(of({ enabled: true })).toStrictEqual(kind({ severity: 'low', options: { days: 30 } }));
    expect(of({ severity: 'high' })).toStrictEqual(kind({ enabled: false, options: { days: 30 } }));
    expect(of({ options: { days: 20 } })).toStrictEqual(kind({ enabled: false, severity: 'low' }));
  });

  it('that says nothing changes nothing', () => {
    fc.assert(
      fc.property(
        anyRule.chain((rule) => refinement(rule)),
        (said) => {
          const settings = refined(RULE_DEFAULTS, said);
          expect(refined(settings, says({}))).toStrictEqual(settings);
        },
      ),
    );
  });
});

function failing(rule: Rule, settings: RuleSettings, items: readonly InventoryItem[]): string[] {
  const policy: Policy = { ...BUILT_IN_POLICY, rules: { [rule.id]: settings } };
  return evaluate(snapshotOf(items), [rule], { policy, now: NIGHT, facts: scanFacts({ items }) })
    .filter(({ verdict }) => verdict.outcome === 'fail')
    .map(({ key }) => key);
}

describe('tightening', () => {
  it('never removes a finding', () => {
    const layers = anyRule.chain((rule) =>
      fc.record({ rule: fc.constant(rule), base: refinement(rule), over: refinement(rule) }),
    );
    let tightened = 0;
    fc.assert(
      fc.property(layers, inventory, ({ rule, base, over }, items) => {
        const before = refined(RULE_DEFAULTS, base);
        const after = refined(before, over);
        if (looserThan(rule, before, after).length > 0) return;
        tightened += 1;
        expect(failing(rule, after, items)).toEqual(expect.arrayContaining(failing(rule, before, items)));
      }),
      { numRuns: 400 },
    );
    expect(tightened).toBeGreaterThan(20);
  });

  it.each<[string, RuleSettings, string[]]>([
    ['off', { ...RULE_DEFAULTS, enabled: false }, ['enabled']],
    ['a severity where the rule had worked it out', { ...RULE_DEFAULTS, severity: 'high' }, ['severity']],
    ['the loudest severity', { ...RULE_DEFAULTS, severity: 'critical' }, []],
    ['a day more', { ...RULE_DEFAULTS, options: { days: 91 } }, ['days']],
    ['the same days', { ...RULE_DEFAULTS, options: { days: 90 } }, []],
    ['a day less', { ...RULE_DEFAULTS, options: { days: 89 } }, []],
  ])('is what %s is, or is not', (_, after, what) => {
    expect([...new Set(looserThan(unused, RULE_DEFAULTS, after).map((each) => each.what))]).toEqual(what);
  });

  it.each<[number[], boolean]>([
    [[60, 30, 14, 7, 3, 1], true],
    [[30, 14, 7, 3, 1], true],
    [[30, 14, 7, 3], false],
    [[45, 14, 7, 3, 1], false],
  ])('of tiers keeps every one there was: %j %s', (days, tight) => {
    const rule = rules.find(({ id }) => id === 'expires-soon');
    if (rule === undefined) throw new Error('expires-soon is not in the registry.');
    const after = { ...RULE_DEFAULTS, options: { tiers: days } };
    expect(looserThan(rule, RULE_DEFAULTS, after)).toHaveLength(tight ? 0 : rule.kinds.length);
  });
});
