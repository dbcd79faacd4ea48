import type { ItemKind } from '../credential.ts';

export type OptionValue = number | readonly number[];

interface OptionBase<Value extends OptionValue> {
  readonly default: Value;
  /** Where a kind has a default of its own: limits may differ on purpose. */
  readonly defaultOf: Readonly<Partial<Record<ItemKind, Value>>>;
  /** What it sets, for the policy's schema and `patrol policy show`: a phrase without its full stop. */
  readonly describes: string;
}

/** A whole number that a policy may set. */
export interface NumberOption extends OptionBase<number> {
  readonly type: 'days' | 'count';
  readonly minimum: number;
  readonly maximum: number;
  /** Which way finds more: a refinement may only go there, unless it says that it loosens. */
  readonly tighter: 'lower' | 'higher';
}

/** Thresholds in days, from far to near; more of them, or farther ones, find more. */
export interface TiersOption extends OptionBase<readonly number[]> {
  readonly type: 'tiers';
}

type RuleOption = NumberOption | TiersOption;
export type RuleOptions = Readonly<Record<string, RuleOption>>;

/** What `check` gets for the options it declared. */
export type ValuesOf<Options extends RuleOptions> = {
  readonly [Name in keyof Options]: Options[Name] extends TiersOption ? readonly number[] : number;
};

type Given<Option extends RuleOption> = Omit<Option, 'type' | 'defaultOf'> &
  Partial<Pick<Option, 'defaultOf'>>;

export function days(option: Given<NumberOption>): NumberOption {
  return { type: 'days', defaultOf: {}, ...option };
}
export function count(option: Given<NumberOption>): NumberOption {
  return { type: 'count', defaultOf: {}, ...option };
}
export function tiers(option: Given<TiersOption>): TiersOption {
  return { type: 'tiers', defaultOf: {}, ...option };
}

/** The option several rules share: within how many days of its last use a credential counts as in use. */
export const inUseWithinDays = days({
  default: 30,
  minimum: 1,
  maximum: 365,
  tighter: 'higher',
  describes: 'Days since the last use within which a credential counts as in use, and its trouble as urgent',
});
