import fc from 'fast-check';
import type { ItemKind } from '#core/credential.ts';
import { SEVERITIES } from '#core/finding.ts';
import type { KindSettings } from '#core/policy/policy.ts';
import type { RuleRefinement } from '#core/policy/rule-refinement.ts';
import { rules } from '#core/rules/registry.ts';
import type { Rule } from '#core/rules/rule.ts';
import type { OptionValue, RuleOptions } from '#core/rules/rule-option.ts';

const severity = fc.option(fc.constantFrom(...SEVERITIES));
const enabled = fc.option(fc.boolean());

const tiers = fc
  .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 })
  .map((days) => days.toSorted((one, other) => other - one));

function optionValue(option: RuleOptions[string]): fc.Arbitrary<OptionValue> {
  return option.type === 'tiers' ? tiers : fc.integer({ min: option.minimum, max: option.maximum });
}

function kindSettings(rule: Rule): fc.Arbitrary<KindSettings> {
  const values = Object.fromEntries(
    Object.entries(rule.options).map(([name, option]) => [name, optionValue(option)]),
  );
  const options = fc.record(values, { requiredKeys: [] }) as fc.Arbitrary<KindSettings['options']>;
  return fc.record({ enabled, severity, options });
}

/** What an enterprise may say of a rule. */
export function refinement(rule: Rule): fc.Arbitrary<RuleRefinement> {
  const kinds = Object.fromEntries(rule.kinds.map((kind) => [kind, kindSettings(rule)]));
  return fc.tuple(kindSettings(rule), fc.record(kinds, { requiredKeys: [] })).map(([general, ofKinds]) => ({
    ...general,
    kinds: ofKinds as Partial<Record<ItemKind, KindSettings>>,
    loosen: false,
    reason: null,
  }));
}

export const anyRule = fc.constantFrom(...rules);
