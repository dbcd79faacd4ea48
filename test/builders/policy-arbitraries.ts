import fc from 'fast-check';
import type { ItemKind } from '#core/credential.ts';
import { SEVERITIES } from '#core/finding.ts';
import type { KindSettings } from '#core/policy/policy.ts';
import type { RuleRefinement } from '#core/policy/rule-refinement.ts';
import { WITH_REPOSITORIES } from '#core/policy/scope.ts';
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

const names = (...all: string[]) => fc.option(fc.subarray(all, { minLength: 1 }));

/** Of owners and repositories that the builders have. */
function scope({ kinds }: Rule): fc.Arbitrary<RuleRefinement['scope']> {
  const repositories = kinds.some((kind) => WITH_REPOSITORIES.includes(kind))
    ? names('api', 'web', 'repo-1')
    : fc.constant(null);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    fc.constant('all' as const),
    fc
      .record({ owners: names('octocat', 'hubot', 'user-1'), repositories })
      .filter((lists) => lists.owners !== null || lists.repositories !== null),
  );
}

/** What an enterprise may say of a rule. */
export function refinement(rule: Rule): fc.Arbitrary<RuleRefinement> {
  const kinds = Object.fromEntries(rule.kinds.map((kind) => [kind, kindSettings(rule)]));
  const said = fc.tuple(kindSettings(rule), fc.record(kinds, { requiredKeys: [] }), scope(rule));
  return said.map(([general, ofKinds, where]) => ({
    ...general,
    kinds: ofKinds as Partial<Record<ItemKind, KindSettings>>,
    ...(where === undefined ? {} : { scope: where }),
    loosen: false,
    reason: null,
  }));
}

export const anyRule = fc.constantFrom(...rules);
