import * as z from 'zod';
import type { ItemKind } from '../credential.ts';
import { SEVERITIES, type Severity } from '../finding.ts';
import type { OptionValue, RuleOptions } from '../rules/rule-option.ts';
import type { RuleOutline } from './judged-rules.ts';
import { mapping } from './mapping.ts';
import { keyOfOption } from './option-name.ts';
import type { KindSettings } from './policy.ts';
import type { Scope } from './scope.ts';
import { scopeSchema } from './scope-schema.ts';
import { text } from './text.ts';

/** What one place of a policy file says of one rule; what it does not speak of is null, or not there. */
export interface RuleRefinement extends KindSettings {
  readonly kinds: Readonly<Partial<Record<ItemKind, KindSettings>>>;
  /** Absent: nothing is said; `all`: everywhere, whatever was said before. */
  readonly scope?: Scope | 'all';
  /** Whether it may be looser than what it refines. */
  readonly loosen: boolean;
  readonly reason: string | null;
}

const FARTHEST_TIER = 366;
const MOST_TIERS = 12;

/** A rule in the policy file: `on`, `off`, or a mapping of its settings. */
export function ruleRefinement(rule: RuleOutline, may: 'loosen' | 'set'): z.ZodType<RuleRefinement> {
  const ofKind = kindRefinement(rule).optional();
  const kinds = mapping(Object.fromEntries(rule.kinds.map((kind) => [kind, ofKind])));
  const settings = mapping({
    ...settingsShape(rule),
    kinds: kinds
      .optional()
      .describe('The same for one kind of credential, in place of what is said in general'),
    scope: scopeSchema(rule).optional(),
    ...(may === 'loosen' ? { loosen: LOOSEN.optional() } : {}),
    reason: text(500).optional().describe('Why, for whoever reads it later; `loosen: true` needs one'),
  })
    .refine((written) => written['loosen'] !== true || written['reason'] !== undefined, {
      error: 'says loosen: true and must say why, as reason',
    })
    .transform((written) => ({ ...settingsFrom(rule.options, written), ...restFrom(written) }));
  return switchOr(settings, (enabled) => ({
    ...nothingBut(enabled),
    kinds: {},
    loosen: false,
    reason: null,
  })).describe(`${rule.title}. See ${rule.page}`);
}

const LOOSEN = z
  .literal(true)
  .describe('Lets this organisation be looser than the enterprise; `reason` must say why');

function kindRefinement(rule: RuleOutline): z.ZodType<KindSettings> {
  const settings = mapping(settingsShape(rule)).transform((written) => settingsFrom(rule.options, written));
  return switchOr(settings, nothingBut);
}

function switchOr<Settings>(
  settings: z.ZodType<Settings>,
  whole: (enabled: boolean) => Settings,
): z.ZodType<Settings> {
  const word = z.enum(['on', 'off']).transform((each) => whole(each === 'on'));
  return z.union([word, z.boolean().transform(whole), settings], {
    error: 'Write on, off, or a mapping of settings',
  });
}

function settingsShape({ options }: Pick<RuleOutline, 'options'>): Record<string, z.ZodType> {
  return {
    enabled: z.boolean().optional().describe('Whether the rule judges'),
    severity: z
      .enum(SEVERITIES)
      .optional()
      .describe('In place of the severity that the rule works out for each credential'),
    ...Object.fromEntries(
      Object.entries(options).map(([name, option]) => [keyOfOption(name), optionSchema(option).optional()]),
    ),
  };
}

function optionSchema(option: RuleOptions[string]): z.ZodType<OptionValue> {
  const described = `${option.describes}. Default: ${JSON.stringify(option.default)}`;
  if (option.type !== 'tiers') {
    return z.int().min(option.minimum).max(option.maximum).describe(described);
  }
  return z
    .array(z.int().min(1).max(FARTHEST_TIER))
    .min(1)
    .max(MOST_TIERS)
    .refine((days) => days.every((each, index) => index === 0 || each < (days[index - 1] ?? 0)), {
      error: 'must go from far to near, each day once, such as [30, 14, 7]',
    })
    .describe(described);
}

function settingsFrom(options: RuleOptions, written: Readonly<Record<string, unknown>>): KindSettings {
  return {
    enabled: (written['enabled'] as boolean | undefined) ?? null,
    severity: (written['severity'] as Severity | undefined) ?? null,
    options: Object.fromEntries(
      Object.keys(options).flatMap((name) => {
        const value = written[keyOfOption(name)] as OptionValue | undefined;
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

function restFrom(written: Readonly<Record<string, unknown>>): Omit<RuleRefinement, keyof KindSettings> {
  const scope = written['scope'] as RuleRefinement['scope'];
  return {
    kinds: (written['kinds'] as RuleRefinement['kinds'] | undefined) ?? {},
    ...(scope === undefined ? {} : { scope }),
    loosen: written['loosen'] === true,
    reason: (written['reason'] as string | undefined) ?? null,
  };
}

const nothingBut = (enabled: boolean): KindSettings => ({ enabled, severity: null, options: {} });
