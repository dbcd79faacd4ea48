import { type InventoryItem, keyOf } from '#core/credential.ts';
import type { Verdict } from '#core/finding.ts';
import { BUILT_IN_POLICY } from '#core/policy/policy.ts';
import { optionsFor, settingsOf } from '#core/policy/rule-settings.ts';
import { NOT_APPLICABLE, type Rule } from '#core/rules/rule.ts';
import { facts, type Given } from './facts.ts';
import { NIGHT } from './items.ts';

/** What a rule says of a thing on the builders' night, without a policy file. */
export function judgeByDefault(rule: Rule, item: InventoryItem, given: Given = {}): Verdict {
  if (!rule.kinds.includes(item.kind)) return NOT_APPLICABLE;
  const options = optionsFor(rule, settingsOf(BUILT_IN_POLICY, rule), item.kind);
  return rule.check(item, { options, now: given.now ?? NIGHT, facts: facts(given) }, keyOf(item));
}
