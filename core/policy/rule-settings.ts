import type { ItemKind } from '../credential.ts';
import type { Severity } from '../finding.ts';
import type { Rule } from '../rules/rule.ts';
import type { OptionValue } from '../rules/rule-option.ts';
import type { Policy, RuleSettings } from './policy.ts';

export const RULE_DEFAULTS: RuleSettings = { enabled: true, severity: null, options: {}, kinds: {} };

export function settingsOf({ rules }: Pick<Policy, 'rules'>, { id }: Pick<Rule, 'id'>): RuleSettings {
  return Object.hasOwn(rules, id) ? (rules[id] ?? RULE_DEFAULTS) : RULE_DEFAULTS;
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
      return [name, settings.kinds[kind]?.options[name] ?? settings.options[name] ?? byDefault];
    }),
  );
}

/** Whether the rule judges this kind at all. */
export function isEnabledFor(settings: RuleSettings, kind: ItemKind): boolean {
  return settings.kinds[kind]?.enabled ?? settings.enabled;
}

/** The severity that replaces the rule's own on this kind; null: none does. */
export function severityFor(settings: RuleSettings, kind: ItemKind): Severity | null {
  return settings.kinds[kind]?.severity ?? settings.severity;
}
