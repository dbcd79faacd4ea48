import * as z from 'zod';
import { CREDENTIAL_KINDS } from '../credential.ts';
import { rules } from '../rules/registry.ts';
import type { Rule } from '../rules/rule.ts';
import { type CustomRule, canBeSet, customRule, customRuleTexts } from './sections/custom-rules.ts';

/** As much of a rule as a policy needs to know to set it. */
export interface RuleOutline extends Pick<Rule, 'id' | 'title' | 'kinds' | 'options'> {
  /** Where it is explained. */
  readonly page: string;
}

/** A custom rule and where it stands in its section, counted from 0. */
export interface PlacedCustomRule {
  readonly index: number;
  readonly rule: CustomRule;
}

const Section = z.object({ 'custom-rules': z.array(z.unknown()) });

/** The custom rules that can be read by themselves, so that an error elsewhere in the file hides none of theirs. */
export function customRulesIn(raw: unknown): readonly PlacedCustomRule[] {
  return placed(raw, (each) => customRule.safeParse(each));
}

/** The others, with what can be checked of them: their texts. They judge nothing. */
export function brokenCustomRulesIn(raw: unknown): readonly PlacedCustomRule[] {
  const whole = new Set(customRulesIn(raw).map(({ index }) => index));
  return placed(raw, (each) => customRuleTexts.safeParse(each)).filter(({ index }) => !whole.has(index));
}

function placed(raw: unknown, read: (each: unknown) => z.ZodSafeParseResult<CustomRule>): PlacedCustomRule[] {
  const section = Section.safeParse(raw);
  if (!section.success) return [];
  return section.data['custom-rules'].flatMap((each, index) => {
    const { data } = read(each);
    return data === undefined ? [] : [{ index, rule: data }];
  });
}

/**
 * Every rule that a policy file may speak of: Patrol's, and those it brings along. One of these that is wrong is among
 * them: it is said where it stands, and not once more wherever the file names it.
 */
export function judgedRules(raw: unknown): readonly RuleOutline[] {
  const whole = customRulesIn(raw).map(({ rule }) => rule);
  const own = [...whole, ...wrongRulesIn(raw, new Set([...rules, ...whole].map(({ id }) => id)))];
  return [
    ...rules.map((rule) => ({ ...rule, page: `docs/rules/${rule.id}.md` })),
    ...own.map((rule) => ({ ...rule, options: {}, page: 'docs/custom-rules.md' })),
  ];
}

const Named = z.object({ id: z.string().refine(canBeSet) });

/** Which kinds one judges is not known, since that may be what is wrong: so any. */
function wrongRulesIn(
  raw: unknown,
  known: ReadonlySet<string>,
): Pick<CustomRule, 'id' | 'kinds' | 'title'>[] {
  const section = Section.safeParse(raw);
  if (!section.success) return [];
  const ids = section.data['custom-rules'].flatMap((each) => Named.safeParse(each).data?.id ?? []);
  return [...new Set(ids)].flatMap((id) =>
    known.has(id) ? [] : [{ id, title: '', kinds: CREDENTIAL_KINDS }],
  );
}
