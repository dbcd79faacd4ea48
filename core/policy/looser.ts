import type { ItemKind } from '../credential.ts';
import { severityRank } from '../finding.ts';
import type { OptionValue, RuleOptions } from '../rules/rule-option.ts';
import type { RuleOutline } from './judged-rules.ts';
import type { RuleSettings } from './policy.ts';
import { isEnabledFor, optionsFor, severityFor } from './rule-settings.ts';
import { isAsWide, type Scope } from './scope.ts';

type Settable = Pick<RuleOutline, 'kinds' | 'options'>;

/** One way in which settings find or say less than others about one kind of credential. */
export interface Looser {
  readonly kind: ItemKind;
  /** What is looser: `enabled`, `severity`, `scope`, or an option by its own name. */
  readonly what: string;
  /** What would be tight enough. */
  readonly needs: string;
}

/** Every way in which `after` is looser than `before`; none: whatever failed by `before` fails by `after`. */
export function looserThan(rule: Settable, before: RuleSettings, after: RuleSettings): Looser[] {
  return rule.kinds.flatMap((kind) => {
    if (!isEnabledFor(before, kind)) return [];
    if (!isEnabledFor(after, kind)) return [{ kind, what: 'enabled', needs: 'on' }];
    return [
      ...looserSeverity(kind, before, after),
      ...looserOptions(rule, kind, before, after),
      ...looserScope(kind, before, after),
    ];
  });
}

/** The rule's own severity may be critical for one credential and low for another: only critical is never below it. */
function looserSeverity(kind: ItemKind, before: RuleSettings, after: RuleSettings): Looser[] {
  const [was, is] = [severityFor(before, kind), severityFor(after, kind)];
  if (is === null || is === 'critical') return [];
  if (was === null) {
    return [{ kind, what: 'severity', needs: 'critical' }];
  }
  if (severityRank(is) >= severityRank(was)) return [];
  return [{ kind, what: 'severity', needs: `${was} or above` }];
}

function looserOptions(rule: Settable, kind: ItemKind, before: RuleSettings, after: RuleSettings): Looser[] {
  const [was, is] = [optionsFor(rule, before, kind), optionsFor(rule, after, kind)];
  return Object.entries(rule.options).flatMap(([name, option]) => {
    const needs = needsOf(option, was[name], is[name]);
    return needs === null ? [] : [{ kind, what: name, needs }];
  });
}

/** The same for every kind: what a scope says of repositories may mean nothing for one of them, and yet is narrower. */
function looserScope(kind: ItemKind, { scope: was }: RuleSettings, { scope: is }: RuleSettings): Looser[] {
  return isAsWide(is, was) ? [] : [{ kind, what: 'scope', needs: scopeText(was) }];
}

function scopeText(scope: Scope | undefined): string {
  const lists = Object.entries(scope ?? {}).flatMap(([what, names]: [string, readonly string[] | null]) =>
    names === null ? [] : [`${what} ${names.join(', ')}`],
  );
  return lists.length === 0 ? 'scope: all' : `all of the ${lists.join(' and ')} in its scope`;
}

/** Null: tight enough. Tiers are tight when each earlier one is still there: then no day is reached later. */
function needsOf(
  option: RuleOptions[string],
  was: OptionValue | undefined,
  is: OptionValue | undefined,
): string | null {
  if (option.type === 'tiers') {
    const kept = new Set(is as readonly number[]);
    return (was as readonly number[]).every((days) => kept.has(days))
      ? null
      : `all of ${JSON.stringify(was)}`;
  }
  const loosened = option.tighter === 'lower' ? Number(is) > Number(was) : Number(is) < Number(was);
  if (!loosened) return null;
  return option.tighter === 'lower' ? `at most ${String(was)}` : `at least ${String(was)}`;
}
