import { InvalidArgumentError } from 'commander';
import { type OrgLogin, orgLogin } from '#core/credential.ts';
import { type FindingState, SEVERITIES, type Severity } from '#core/finding.ts';
import { clip, inert } from '#core/inert.ts';
import { type Instant, parseInstant } from '#core/instant.ts';
import { rules } from '#core/rules/registry.ts';
import type { FailOn } from './exit-code.ts';
import { ITEM_KINDS, listed } from './render/words.ts';
import { suggest } from './suggest.ts';

const FORMATS = ['text', 'json'] as const;
export type Format = (typeof FORMATS)[number];
/** A checklist for people who have no terminal, too. */
const PLAN_FORMATS = ['text', 'markdown', 'json'] as const;
export type PlanFormat = (typeof PLAN_FORMATS)[number];
export const STATES = ['open', 'waived', 'resolved'] as const satisfies readonly FindingState[];
export const RULES = rules.map(({ id }) => id);
/** A day: longer is surely a slip, and a timer of Node's would overflow at 24 of them. */
const LONGEST_WAIT = 86_400;
/** An instant in form, if not in fact. */
const LOOKS_RIGHT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

export const parseFormat = oneOf('format', FORMATS);
export const parsePlanFormat = oneOf('format', PLAN_FORMATS);
export const parseState = oneOf('state', STATES);
export const parseSeverity = oneOf<Severity>('severity', SEVERITIES);
export const parseFailOn = oneOf<FailOn>('severity', [...SEVERITIES, 'never']);
export const parseKind = oneOf('kind', ITEM_KINDS);

/** Collects `--org a b --org c`; the same organisation twice is once, since GitHub's logins ignore case. */
export function parseOrgs(value: string, earlier: readonly OrgLogin[] = []): OrgLogin[] {
  const login = parseOrg(value);
  const known = earlier.some((each) => each.toLowerCase() === login.toLowerCase());
  return known ? [...earlier] : [...earlier, login];
}

export function parseOrg(value: string): OrgLogin {
  const login = valueOrNull(() => orgLogin(value));
  if (login !== null) return login;
  throw new InvalidArgumentError(
    'A login has letters, digits and hyphens, at most 39, as in https://github.com/LOGIN.',
  );
}

export function parseAt(value: string): Instant {
  const instant = valueOrNull(() => parseInstant(value));
  if (instant !== null) return instant;
  if (LOOKS_RIGHT.test(value))
    throw new InvalidArgumentError('No calendar has that day, or no clock that time.');
  throw new InvalidArgumentError('Write a date and time with a zone, such as 2026-11-22T02:00:00Z.');
}

export function parseWait(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('Write whole seconds, such as 60.');
  return Math.min(Number(value), LONGEST_WAIT);
}

/** A login of a person or an App (`dependabot[bot]`); anything else cannot own anything. */
export function parseLogin(value: string): string {
  if (/^[\w.-]{1,100}(?:\[bot\])?$/.test(value)) return value;
  throw new InvalidArgumentError('Write a login, such as octocat.');
}

/** A policy may bring rules along, whose names only their findings tell. */
export function parseRule(value: string): string {
  if (/^[a-z][a-z\d-]{0,59}$/i.test(value)) return value.toLowerCase();
  throw new InvalidArgumentError('Write the id of a rule, such as unused.');
}

function oneOf<Word extends string>(what: string, words: readonly Word[]): (value: string) => Word {
  return (value) => {
    const word = words.find((each) => each === value.toLowerCase());
    if (word !== undefined) return word;
    const nearest = suggest(value, words);
    const meant = nearest === null ? '' : ` Did you mean ${nearest}?`;
    throw new InvalidArgumentError(
      `No ${what} is called "${clip(inert(value), 40)}".${meant} There are ${listed(words)}.`,
    );
  };
}

/** Commander has its own error for a bad value, and words of ours that say what to write. */
function valueOrNull<Value>(parse: () => Value): Value | null {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
