import type { ItemKind } from '../credential.ts';
import type { Rule } from '../rules/rule.ts';
import type { OptionValue } from '../rules/rule-option.ts';
import type { Policy, RuleSettings } from './policy.ts';

const DEFAULTS: RuleSettings = { enabled: true, severity: null, options: {}, kinds: {} };

export function settingsOf({ rules }: Policy, { id }: Pick<Rule, 'id'>): RuleSettings {
  return Object.hasOwn(rules, id) ? (rules[id] ?? DEFAULTS) : DEFAULTS;
}

/** The values a rule judges one kind by: the policy's for the kind, else its general one, else the rule's default. */
export function optionsFor(
  { options }: Pick<Rule, 'options'>,
  settings: RuleSettings,
  kind: ItemKind,
): Readonly<Record<string, OptionValue>> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => {
      const byDefault = option.defaultOf[kind] ?? option.default;
      return [name, settings.kinds[kind]?.[name] ?? settings.options[name] ?? byDefault];
    }),
  );
}
