import { canonicalJson } from '../canonical-json.ts';
import type { OrgLogin } from '../credential.ts';
import { DEFAULT_RETENTION } from '../retention.ts';
import type { Rule } from '../rules/rule.ts';
import type { Waiver } from '../waiver.ts';
import type { Policy, RuleSettings } from './policy.ts';
import type { PolicyFile } from './policy-file.ts';
import { refined } from './refined.ts';
import { RULE_DEFAULTS } from './rule-settings.ts';
import type { CustomRule } from './sections/custom-rules.ts';
import type { RuleRefinements } from './sections/enterprise.ts';

/** A policy file with its custom rules compiled, in the order of the file. */
export interface CompiledPolicy {
  readonly file: PolicyFile;
  readonly customRules: readonly Rule[];
}

/** What the file says in one organisation: the enterprise's rules, refined by the organisation's, and its waivers and baseline. */
export function policyFor(
  { file, customRules }: CompiledPolicy,
  org: OrgLogin,
  sha256: (text: string) => string,
): Policy {
  const rules = layered([file.enterprise?.rules ?? {}, ofOrganisation(file.organisations, org)?.rules ?? {}]);
  const waivers = waiversIn(file, org);
  const baseline = ofOrganisation(file.baseline, org) ?? null;
  const content = {
    rules,
    waivers,
    baseline,
    customRules: (file['custom-rules'] ?? []).map(withoutExamples),
  };
  // How long things are kept judges nothing.
  const version = `sha256:${sha256(canonicalJson(content))}`;
  const { retention = DEFAULT_RETENTION } = file;
  return { version, rules, waivers, baseline, customRules, retention };
}

/** What is judged does not change with them. */
function withoutExamples({ examples: _, ...rule }: CustomRule): Omit<CustomRule, 'examples'> {
  return rule;
}

function waiversIn({ waivers = [] }: PolicyFile, org: OrgLogin): readonly Waiver[] {
  return waivers.filter(({ match }) => match.organisation.toLowerCase() === org.toLowerCase());
}

/** GitHub's logins ignore case, and so does the file. */
export function ofOrganisation<Section>(
  sections: Readonly<Record<string, Section>> = {},
  org: OrgLogin,
): Section | undefined {
  return Object.entries(sections).find(([login]) => login.toLowerCase() === org.toLowerCase())?.[1];
}

/** Later layers refine earlier ones. A rule that no layer names is not in the answer: it has its defaults. */
function layered(layers: readonly RuleRefinements[]): Readonly<Record<string, RuleSettings>> {
  const settings: Record<string, RuleSettings> = {};
  for (const layer of layers) {
    for (const [id, refinement] of Object.entries(layer)) {
      settings[id] = refined(settings[id] ?? RULE_DEFAULTS, refinement);
    }
  }
  return settings;
}
