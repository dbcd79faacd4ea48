import type { ItemKind } from '../credential.ts';
import type { KindSettings, RuleSettings } from './policy.ts';
import type { RuleRefinement } from './rule-refinement.ts';

const NOTHING: KindSettings = { enabled: null, severity: null, options: {} };

/**
 * Settings with a refinement laid over them. What the refinement says in general also holds for a kind of which the
 * settings had said something else: whoever refines has the last word, unless the refinement names that kind itself.
 */
export function refined(settings: RuleSettings, refinement: RuleRefinement): RuleSettings {
  const kinds = new Set([...Object.keys(settings.kinds), ...Object.keys(refinement.kinds)]) as Set<ItemKind>;
  return {
    enabled: refinement.enabled ?? settings.enabled,
    severity: refinement.severity ?? settings.severity,
    options: { ...settings.options, ...refinement.options },
    ...refinedScope(settings, refinement),
    kinds: Object.fromEntries(
      [...kinds].map((kind) => [
        kind,
        refinedKind(settings.kinds[kind] ?? NOTHING, refinement, refinement.kinds[kind] ?? NOTHING),
      ]),
    ),
  };
}

function refinedScope(before: RuleSettings, { scope }: RuleRefinement): Pick<RuleSettings, 'scope'> {
  if (scope === 'all') return {};
  const laid = scope ?? before.scope;
  return laid === undefined ? {} : { scope: laid };
}

function refinedKind(before: KindSettings, general: KindSettings, own: KindSettings): KindSettings {
  const kept = Object.entries(before.options).filter(([name]) => !Object.hasOwn(general.options, name));
  return {
    enabled: own.enabled ?? (general.enabled === null ? before.enabled : null),
    severity: own.severity ?? (general.severity === null ? before.severity : null),
    options: { ...Object.fromEntries(kept), ...own.options },
  };
}
