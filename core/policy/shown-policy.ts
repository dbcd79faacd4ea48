import type { ItemKind, OrgLogin } from '../credential.ts';
import type { OptionValue } from '../rules/rule-option.ts';
import type { RuleOutline } from './judged-rules.ts';
import { keyOfOption } from './option-name.ts';
import type { KindSettings, Policy, RuleSettings } from './policy.ts';
import type { PolicyFile } from './policy-file.ts';
import { ofOrganisation } from './policy-for.ts';
import type { RuleRefinement } from './rule-refinement.ts';
import { isEnabledFor, optionsFor, settingsOf, severityFor } from './rule-settings.ts';
import { type WrittenScope, writtenScope } from './scope-schema.ts';

/** One setting of a rule as it holds, and who said so: `default`, `enterprise`, `organisations.acme`. */
export interface ShownSetting {
  /** As the policy file spells it. */
  readonly key: string;
  readonly value: boolean | string | OptionValue | WrittenScope;
  readonly from: string;
}

/** A rule as it holds in one organisation: in general, and where a kind of credential differs. */
export interface ShownRule {
  readonly id: string;
  /** Why it is so, by whoever spoke last. */
  readonly reason: ShownSetting | null;
  readonly settings: readonly ShownSetting[];
  readonly kinds: readonly { readonly kind: ItemKind; readonly settings: readonly ShownSetting[] }[];
}

/** Every rule as the file has it in this organisation. */
export function shownRules(
  { file, policy, org }: { readonly file: PolicyFile; readonly policy: Policy; readonly org: OrgLogin },
  rules: readonly RuleOutline[],
): ShownRule[] {
  const organisation = ofOrganisation(file.organisations, org)?.rules ?? {};
  return rules.map((rule) => {
    const said = [
      { from: `organisations.${org}`, refinement: organisation[rule.id] },
      { from: 'enterprise', refinement: file.enterprise?.rules[rule.id] },
    ];
    const settings = rule.kinds.map((kind) => ({
      kind,
      settings: settingsFor(kind, rule, { policy, said }),
    }));
    return { id: rule.id, reason: reasonOf(said), ...inGeneral(settings) };
  });
}

type Said = readonly { readonly from: string; readonly refinement: RuleRefinement | undefined }[];

function reasonOf(said: Said): ShownSetting | null {
  const [reason = null] = said.flatMap(({ from, refinement }) => {
    const value = refinement?.reason ?? null;
    return value === null ? [] : [{ key: 'reason', value, from }];
  });
  return reason;
}

/** What holds for one kind. Of a kind that is not judged, no more than that. */
function settingsFor(
  kind: ItemKind,
  rule: RuleOutline,
  { policy, said }: { readonly policy: Policy; readonly said: Said },
): ShownSetting[] {
  const settings = settingsOf(policy, rule);
  const from = (says: (layer: KindSettings) => boolean) => originOf(said, kind, says);
  const enabled = isEnabledFor(settings, kind);
  const first = { key: 'enabled', value: enabled, from: from((layer) => layer.enabled !== null) };
  if (!enabled) return [first];
  const severity = severityFor(settings, kind);
  const options = Object.entries(optionsFor(rule, settings, kind)).map(([name, value]) => ({
    key: keyOfOption(name),
    value,
    from: from((layer) => Object.hasOwn(layer.options, name)),
  }));
  const ownSeverity =
    severity === null
      ? []
      : [{ key: 'severity', value: severity, from: from((layer) => layer.severity !== null) }];
  return [first, ...ownSeverity, ...options, ...scopeIn(settings, said)];
}

/** Nothing where it judges everywhere: that is how it is where nobody says otherwise. */
function scopeIn({ scope }: RuleSettings, said: Said): ShownSetting[] {
  if (scope === undefined) return [];
  return said
    .filter(({ refinement }) => refinement?.scope !== undefined)
    .slice(0, 1)
    .map(({ from }) => ({ key: 'scope', value: writtenScope(scope), from }));
}

/** The layer nearest to the organisation that speaks of it, of the kind or in general. */
function originOf(said: Said, kind: ItemKind, says: (layer: KindSettings) => boolean): string {
  const layer = said.find(({ refinement }) => {
    const own = refinement?.kinds[kind];
    return refinement !== undefined && (says(refinement) || (own !== undefined && says(own)));
  });
  return layer?.from ?? 'default';
}

/** What most kinds have is said in general; a severity only where all that are judged have one: none cannot be said. */
function inGeneral(all: ShownRule['kinds']): Pick<ShownRule, 'settings' | 'kinds'> {
  const judged = all.filter(({ settings }) => settings.some(({ value }) => value === true));
  const keys = [...new Set(all.flatMap(({ settings }) => settings.map(({ key }) => key)))];
  const settings = keys.flatMap((key): ShownSetting[] => {
    const having = all.flatMap((each) => each.settings.filter((setting) => setting.key === key));
    if (having.length < judged.length) return [];
    return [...Map.groupBy(having, (each) => JSON.stringify(each)).values()]
      .toSorted((one, other) => other.length - one.length)
      .slice(0, 1)
      .flatMap((most) => most.slice(0, 1));
  });
  const general = new Set(settings.map((each) => JSON.stringify(each)));
  const kinds = all.flatMap(({ kind, settings: own }) => {
    const differing = own.filter((each) => !general.has(JSON.stringify(each)));
    return differing.length === 0 ? [] : [{ kind, settings: differing }];
  });
  return { settings, kinds };
}
