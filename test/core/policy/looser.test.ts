import type { Severity } from '#core/finding.ts';
import { type Looser, looserThan } from '#core/policy/looser.ts';
import type { RuleSettings } from '#core/policy/policy.ts';
import { RULE_DEFAULTS } from '#core/policy/rule-settings.ts';
import { expiresSoon } from '#core/rules/expires-soon.ts';

/** The rule as it would be if it judged no more than this. */
const RULE = { options: expiresSoon.options, kinds: ['classic-token'] as const };
const KIND = 'classic-token';
const saying = (overrides: Partial<RuleSettings>): RuleSettings => ({ ...RULE_DEFAULTS, ...overrides });

describe('how severities of a policy compare', () => {
  it.each<[Severity | null, Severity | null, string | null]>([
    [null, null, null],
    [null, 'low', 'critical'],
    [null, 'high', 'critical'],
    [null, 'critical', null],
    ['low', 'low', null],
    ['low', 'medium', null],
    ['high', 'high', null],
    ['high', 'medium', 'high or above'],
    ['high', 'critical', null],
    ['critical', 'critical', null],
    ['critical', 'low', 'critical or above'],
  ])('%s before and %s after needs %s', (was, is, needs) => {
    expect(looserThan(RULE, saying({ severity: was }), saying({ severity: is }))).toStrictEqual(
      needs === null ? [] : [{ kind: KIND, what: 'severity', needs }],
    );
  });
});

describe('how options of a policy compare', () => {
  const days = 'inUseWithinDays';
  it.each<[string, RuleSettings['options'], RuleSettings['options'], Omit<Looser, 'kind'>[]]>([
    [
      'a day less of what finds more when it is higher',
      {},
      { [days]: 29 },
      [{ what: days, needs: 'at least 30' }],
    ],
    ['as many days of it', {}, { [days]: 30 }, []],
    ['a day more of it', {}, { [days]: 31 }, []],
    ['a tier less', { tiers: [30, 7] }, { tiers: [30] }, [{ what: 'tiers', needs: 'all of [30,7]' }]],
    ['a tier more', { tiers: [30, 7] }, { tiers: [30, 14, 7] }, []],
    [
      'both',
      {},
      { [days]: 7, tiers: [30] },
      [
        { what: 'tiers', needs: 'all of [30,14,7,3,1]' },
        { what: days, needs: 'at least 30' },
      ],
    ],
  ])('%s', (_, was, is, looser) => {
    expect(looserThan(RULE, saying({ options: was }), saying({ options: is }))).toStrictEqual(
      looser.map((each) => ({ kind: KIND, ...each })),
    );
  });
});

describe('how scopes of a policy compare', () => {
  const octocats = { owners: ['octocat', 'hubot'], repositories: null };
  const both = { owners: ['octocat', 'hubot'], repositories: ['api', 'web'] };
  it.each<[string, RuleSettings['scope'] | null, RuleSettings['scope'] | null, string | null]>([
    ['one where there was none', null, octocats, 'scope: all'],
    ['none where there was one', octocats, null, null],
    ['the same', both, both, null],
    [
      'a login less',
      octocats,
      { owners: ['octocat'], repositories: null },
      'all of the owners octocat, hubot in its scope',
    ],
    [
      'a repository less',
      both,
      { ...both, repositories: ['api'] },
      'all of the owners octocat, hubot and repositories api, web in its scope',
    ],
  ])('%s', (_, was, is, needs) => {
    const of = (scope: RuleSettings['scope'] | null) => (scope ? saying({ scope }) : RULE_DEFAULTS);
    expect(looserThan(RULE, of(was), of(is))).toStrictEqual(
      needs === null ? [] : [{ kind: KIND, what: 'scope', needs }],
    );
  });
});

describe('of a rule that', () => {
  const loud = saying({ severity: 'high' });
  it.each<[string, RuleSettings, RuleSettings, Omit<Looser, 'kind'>[]]>([
    ['was off, nothing is looser', saying({ enabled: false }), saying({ options: { tiers: [1] } }), []],
    [
      'is off, that is all there is to say',
      loud,
      saying({ enabled: false, severity: 'low', options: { tiers: [1] } }),
      [{ what: 'enabled', needs: 'on' }],
    ],
    [
      'is on, severity comes before options',
      loud,
      saying({ severity: 'low', options: { tiers: [1] } }),
      [
        { what: 'severity', needs: 'high or above' },
        { what: 'tiers', needs: 'all of [30,14,7,3,1]' },
      ],
    ],
  ])('%s', (_, was, is, looser) => {
    expect(looserThan(RULE, was, is)).toStrictEqual(looser.map((each) => ({ kind: KIND, ...each })));
  });
});
