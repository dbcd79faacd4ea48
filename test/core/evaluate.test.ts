import type { InventoryItem } from '#core/credential.ts';
import { evaluate } from '#core/evaluate.ts';
import { BUILT_IN_POLICY, type RuleSettings } from '#core/policy/policy.ts';
import { RULE_DEFAULTS } from '#core/policy/rule-settings.ts';
import { cannotTell, defineRule, fail, NOT_APPLICABLE, PASS } from '#core/rules/rule.ts';
import { days } from '#core/rules/rule-option.ts';
import { type Given, scanFacts, snapshotOf } from '#test/builders/facts.ts';
import {
  classicToken,
  deployKey,
  fineGrainedToken,
  NIGHT,
  person,
  tokenRequest,
} from '#test/builders/items.ts';

const option = days({ default: 5, minimum: 1, maximum: 9, tighter: 'lower', describes: 'A number' });
const base = { title: 'It holds', version: 1, options: { option }, resolvedBy: 'revoked' } as const;
const WORDS = { severity: 'low', message: 'It does not.', remedy: 'Somebody: mend it.' } as const;

/** Fails things called "bad", does not know of "odd", has nothing to say of "other". */
const byName = defineRule({
  ...base,
  id: 'by-name',
  kinds: ['fine-grained-token', 'person'],
  needs: ['people'],
  check({ name }) {
    if (name === 'bad') return fail(WORDS);
    if (name === 'odd') return cannotTell('what it is');
    return name === 'other' ? NOT_APPLICABLE : PASS;
  },
});
/** Tells which options it was given. */
const byOption = defineRule({
  ...base,
  id: 'by-option',
  kinds: ['classic-token', 'deploy-key'],
  options: { option: { ...option, defaultOf: { 'deploy-key': 7 } } },
  check: (_, { options }) => fail({ ...WORDS, message: `${options.option}` }),
});

const named = (name: string) => fineGrainedToken({ name });

function judged(
  items: readonly InventoryItem[],
  settings: Record<string, RuleSettings> = {},
  given: Given = {},
) {
  const context = { policy: { ...BUILT_IN_POLICY, rules: settings }, now: NIGHT, facts: scanFacts(given) };
  return evaluate(snapshotOf(items), [byName, byOption], context).map(({ item, rule, verdict }) => [
    rule.id,
    item.kind,
    verdict.outcome === 'fail' ? `${verdict.severity} ${verdict.message}` : `unknown: ${verdict.missing}`,
  ]);
}

describe('evaluate', () => {
  it('lists failures and what is not known, of the kinds a rule judges', () => {
    expect(judged([named('bad'), classicToken({ name: 'bad' })])).toEqual([
      ['by-name', 'fine-grained-token', 'low It does not.'],
      ['by-option', 'classic-token', 'low 5'],
    ]);
    expect(judged([person({ name: 'odd' })])).toEqual([['by-name', 'person', 'unknown: what it is']]);
    expect(judged([named('good')])).toEqual([]);
    expect(judged([named('other')])).toEqual([]);
  });

  it('takes a pass for unknown where a source it needs was not read whole', () => {
    const partial: Given = { partial: ['people'] };
    expect(judged([named('good')], {}, partial)).toEqual([
      ['by-name', 'fine-grained-token', 'unknown: the source people, whole'],
    ]);
    expect(judged([named('bad')], {}, partial)).toEqual([
      ['by-name', 'fine-grained-token', 'low It does not.'],
    ]);
    expect(judged([named('other')], {}, partial)).toEqual([]);
    expect(judged([named('good')], {}, { partial: ['deploy-keys'] })).toEqual([]);
  });

  it('gives each kind its own limits, severity and switch', () => {
    expect(judged([classicToken(), deployKey()])).toEqual([
      ['by-option', 'classic-token', 'low 5'],
      ['by-option', 'deploy-key', 'low 7'],
    ]);
    const settings: RuleSettings = {
      ...RULE_DEFAULTS,
      severity: 'high',
      kinds: {
        'classic-token': { enabled: false, severity: null, options: {} },
        'deploy-key': { enabled: null, severity: 'critical', options: { option: 9 } },
      },
    };
    expect(judged([classicToken(), deployKey()], { 'by-option': settings })).toEqual([
      ['by-option', 'deploy-key', 'critical 9'],
    ]);
  });
});

describe('what a request would break', () => {
  const always = (id: string, appliesToRequests: boolean) =>
    defineRule({
      ...base,
      id,
      kinds: ['fine-grained-token'],
      appliesToRequests,
      check: (token) => (token.name === 'bad' ? fail(WORDS) : PASS),
    });
  const asked = defineRule({
    ...base,
    id: 'asked',
    kinds: ['token-request'],
    check(request, { facts }) {
      const breaches = facts.breachesOnceApproved(request);
      return fail({ ...WORDS, message: JSON.stringify(breaches) });
    },
  });
  const breaches = (name: string, rules: Parameters<typeof evaluate>[1], settings = {}) => {
    const context = { policy: { ...BUILT_IN_POLICY, rules: settings }, now: NIGHT, facts: scanFacts() };
    const [judgement] = evaluate(snapshotOf([tokenRequest({ name })]), [asked, ...rules], context);
    return judgement?.verdict.outcome === 'fail' ? JSON.parse(judgement.verdict.message) : null;
  };
  const both = [always('of-tokens', false), always('of-requests', true)];

  it('is each rule that speaks of requests and would fail the token, as loud as the policy has it', () => {
    const breach = { rule: 'of-requests', title: 'It holds', severity: 'low' };
    expect(breaches('bad', both)).toStrictEqual([breach]);
    const settings = { 'of-requests': { ...RULE_DEFAULTS, severity: 'high' } };
    expect(breaches('bad', both, settings)).toStrictEqual([{ ...breach, severity: 'high' }]);
  });

  it('is nothing where the token would pass, and where no rule judges tokens', () => {
    expect(breaches('good', both)).toStrictEqual([]);
    expect(breaches('bad', [])).toStrictEqual([]);
  });
});
