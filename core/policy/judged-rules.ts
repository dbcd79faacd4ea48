import * as z from 'zod';
import { rules } from '../rules/registry.ts';
import type { Rule } from '../rules/rule.ts';
import { type CustomRule, customRule, customRuleTexts } from './sections/custom-rules.ts';

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

/** Every rule that a policy file may speak of: Patrol's, and those it brings along. */
export function judgedRules(raw: unknown): readonly RuleOutline[] {
  return [
    ...rules.map((rule) => ({ ...rule, page: `docs/rules/${rule.id}.md` })),
    ...customRulesIn(raw).map(({ rule }) => ({ ...rule, options: {}, page: 'docs/custom-rules.md' })),
  ];
}
