import * as z from 'zod';
import { judgedRules, type RuleOutline } from './judged-rules.ts';
import { type Looser, looserThan } from './looser.ts';
import { keyOfOption } from './option-name.ts';
import type { KindSettings, RuleSettings } from './policy.ts';
import { issue, type PolicyIssue, type PolicyPath } from './policy-issue.ts';
import { refined } from './refined.ts';
import { type RuleRefinement, ruleRefinement } from './rule-refinement.ts';
import { RULE_DEFAULTS } from './rule-settings.ts';

const Anything = z.record(z.string(), z.unknown()).catch({});

/**
 * Where an organisation is looser than the enterprise without saying so. Looks at every rule that can be read by
 * itself, so that an error elsewhere in the file hides none of these.
 */
export function tighteningIssues(raw: unknown): PolicyIssue[] {
  const file = Anything.parse(raw);
  const rules = judgedRules(raw);
  const enterprise = Anything.parse(Anything.parse(file['enterprise'])['rules']);
  const read = reader();
  return Object.entries(Anything.parse(file['organisations'])).flatMap(([login, section]) => {
    const said = Anything.parse(Anything.parse(section)['rules']);
    return rules.flatMap((rule) => {
      const refinement = read(rule, said, 'loosen');
      if (refinement === null || refinement.loosen) return [];
      const base = refinedOrDefault(read(rule, enterprise, 'set'));
      const path = ['organisations', login, 'rules', rule.id];
      return issuesOf(looserThan(rule, base, refined(base, refinement)), { rule, refinement, path });
    });
  });
}

/** A form is made when it is first needed, and once: hundreds of organisations refine the same few rules. */
function reader() {
  const forms = { loosen: new Map<string, Form>(), set: new Map<string, Form>() };
  return (rule: RuleOutline, said: Record<string, unknown>, may: 'loosen' | 'set'): RuleRefinement | null => {
    if (!Object.hasOwn(said, rule.id)) return null;
    const form = forms[may].get(rule.id) ?? ruleRefinement(rule, may);
    forms[may].set(rule.id, form);
    const parsed = form.safeParse(said[rule.id]);
    return parsed.success ? parsed.data : null;
  };
}

type Form = ReturnType<typeof ruleRefinement>;

function refinedOrDefault(refinement: RuleRefinement | null): RuleSettings {
  return refinement === null ? RULE_DEFAULTS : refined(RULE_DEFAULTS, refinement);
}

interface Refining {
  readonly rule: RuleOutline;
  readonly refinement: RuleRefinement;
  readonly path: PolicyPath;
}

/** One issue for each place in the file, whatever number of kinds it loosens. */
function issuesOf(loosened: readonly Looser[], { rule, refinement, path }: Refining): PolicyIssue[] {
  const byPlace = Map.groupBy(loosened, (looser) => JSON.stringify(placeOf(looser, refinement)));
  return [...byPlace].map(([place, all]) => issue([...path, ...JSON.parse(place)], messageOf(all, rule)));
}

/** The key that loosens: the kind's own, else the general one. */
function placeOf({ kind, what }: Looser, { kinds }: RuleRefinement): PolicyPath {
  const own = kinds[kind];
  const key = keyOfOption(what);
  return own !== undefined && saysOf(own, what) ? ['kinds', kind, key] : [key];
}

function saysOf(own: KindSettings, what: string): boolean {
  if (what === 'enabled') return own.enabled !== null;
  return what === 'severity' ? own.severity !== null : Object.hasOwn(own.options, what);
}

function messageOf(loosened: readonly Looser[], { kinds }: RuleOutline): string {
  const limits = [...Map.groupBy(loosened, ({ needs }) => needs)].map(([needs, all]) => {
    const those = all.length === kinds.length ? '' : ` for ${all.map(({ kind }) => kind).join(', ')}`;
    return needs + those;
  });
  return `is looser than the enterprise's policy, which wants ${limits.join('; ')}. Tighten it, or add loosen: true with a reason.`;
}
