import type { ItemKind } from './credential.ts';
import type { Policy } from './policy/policy.ts';
import { isEnabledFor, settingsOf } from './policy/rule-settings.ts';
import { inScopeOf } from './policy/scope.ts';
import type { Rule } from './rules/rule.ts';
import type { ScopedRule } from './scoped-rule.ts';
import type { Snapshot } from './snapshot.ts';

/** In order of the rules. */
export function scopedRules(
  current: Snapshot,
  rules: readonly Rule[],
  policy: Pick<Policy, 'rules'>,
): ScopedRule[] {
  return rules.flatMap((rule) => {
    const settings = settingsOf(policy, rule);
    const kinds = new Set<ItemKind>(rule.kinds.filter((kind) => isEnabledFor(settings, kind)));
    if (settings.scope === undefined || kinds.size === 0) return [];
    const items = [...current.values()].filter(({ item }) => kinds.has(item.kind));
    const inScope = inScopeOf(settings.scope);
    const judged = items.filter(({ item }) => inScope(item)).length;
    return [{ rule: rule.id, judged, leftOut: items.length - judged }];
  });
}
