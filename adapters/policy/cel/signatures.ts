import { CelScalar, type CelType, listType } from '@bufbuild/cel';
import { PERMISSION_LEVELS } from '#core/catalogue/permission-entry.ts';
import { parseInstant } from '#core/instant.ts';
import { nearestName } from '../nearest-name.ts';
import { nameOfType, sameType } from './cel-types.ts';
import { type Expr, textOf } from './expression.ts';
import { FUNCTIONS, functionsWith } from './functions.ts';
import { meter } from './meter.ts';
import { pattern } from './patterns.ts';

/** The library's table of what takes what, and Patrol's additions; not all of it may be called. */
const SIGNATURES = Map.groupBy(functionsWith(meter()).funcs, ({ name }) => name);

/** What a call gives; null: nothing of that name takes these. `receiver`: what stands before the dot. */
export function resultOf(name: string, receiver: CelType | null, args: readonly CelType[]): CelType | null {
  if (!FUNCTIONS.has(name)) return null;
  const fitting = (SIGNATURES.get(name) ?? []).find(
    (each) =>
      each.arguments.length === args.length &&
      fits(receiver, each.target ?? null) &&
      each.arguments.every((wanted, index) => fits(args[index] ?? null, wanted)) &&
      !isListSum(name, each.result),
  );
  return fitting?.result ?? null;
}

const NAMED = [...FUNCTIONS].filter((name) => /^[a-z]/i.test(name));
/** What the parser writes out. */
const MACROS = ['exists', 'all', 'exists_one', 'filter', 'map', 'has'];

/** Whether there is a function of this name, or it is an operator. */
export function isCallable(name: string): boolean {
  return FUNCTIONS.has(name) || !/^[a-z]/i.test(name);
}

/** What is said of a call of something that there is not. */
export function strangeCall(name: string): string {
  if (MACROS.includes(name)) {
    return `calls ${name} in another way than it is written: as list.${name}(each, condition), or has(credential.permissions.contents).`;
  }
  if (SIGNATURES.has(name)) {
    return `calls ${name}, which CEL has and a rule may not use; docs/custom-rules.md lists what it may.`;
  }
  const nearest = nearestName(name, [...NAMED, ...MACROS]);
  const hint = nearest === null ? '' : ` Did you mean ${nearest}?`;
  return `calls ${name}, and there is no such function; docs/custom-rules.md lists them.${hint}`;
}

/** Why nothing of this name takes these. */
export function callFault(name: string, receiver: CelType | null, args: readonly CelType[]): string {
  const given = args.map(nameOfType).join(' and ');
  const operator = /^(?:_|-|!)(.*?)_$/.exec(name)?.[1];
  if (operator !== undefined)
    return `applies ${operator === '' ? name[0] : operator} to ${given}, which cannot be.`;
  const takes = (SIGNATURES.get(name) ?? []).map(({ target, arguments: wanted }) => {
    const list = wanted.map(nameOfType).join(', ');
    return target === undefined ? `${name}(${list})` : `${nameOfType(target)}.${name}(${list})`;
  });
  const written =
    receiver === null
      ? `${name}(${args.map(nameOfType).join(', ')})`
      : `${nameOfType(receiver)}.${name}(${args.map(nameOfType).join(', ')})`;
  return `calls ${written}, and there is ${takes.join(', ')}.`;
}

/** What can be said of an argument because it must be written out, so that it is checked now and not at night. */
export function argumentFault(name: string, args: readonly Expr[]): { at: Expr; message: string } | null {
  const last = args.at(-1);
  if (last === undefined) return null;
  if (name === 'matches') return patternFault(last);
  if (name === 'timestamp' || name === 'duration') return momentFault(name, last);
  if (name === '_/_' || name === '_%_') return zeroFault(last);
  if (name !== 'allows') return null;
  const level = textOf(last);
  if (level !== null && PERMISSION_LEVELS.some((each) => each === level)) return null;
  return {
    at: last,
    message: `asks for a level that is not one of ${PERMISSION_LEVELS.map((each) => `"${each}"`).join(', ')}.`,
  };
}

function patternFault(at: Expr): { at: Expr; message: string } | null {
  const text = textOf(at);
  if (text === null) return { at, message: 'matches a pattern that it works out: write it between quotes.' };
  try {
    pattern(text);
    return null;
  } catch (error) {
    return {
      at,
      message: `has a pattern that is none: ${reasonOf(error)}.`,
    };
  }
}

/** The library takes the 30th of February for the 2nd of March. */
function momentFault(name: string, at: Expr): { at: Expr; message: string } | null {
  const text = textOf(at);
  if (text === null) return { at, message: `gives ${name} something to work out: write it between quotes.` };
  try {
    if (name === 'timestamp') parseInstant(text);
    return null;
  } catch (error) {
    return { at, message: `has a moment that is none: ${reasonOf(error)}` };
  }
}

/** One that is worked out may be zero, too: of such a credential the rule cannot tell. */
function zeroFault(at: Expr): { at: Expr; message: string } | null {
  if (at.exprKind.case !== 'constExpr') return null;
  const { constantKind } = at.exprKind.value;
  const isZero = constantKind.case === 'int64Value' && constantKind.value === 0n;
  return isZero ? { at, message: 'divides by 0: no credential has an answer to that.' } : null;
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function fits(given: CelType | null, wanted: CelType | null): boolean {
  if (given === null || wanted === null) return given === wanted;
  if (wanted.kind === 'scalar' && wanted.scalar === CelScalar.DYN.scalar) return true;
  if (wanted.kind === 'list' && given.kind === 'list') return fits(given.element, wanted.element);
  if (wanted.kind === 'map' && given.kind === 'map') return fits(given.value, wanted.value);
  return sameType(given, wanted);
}

const LIST = listType(CelScalar.DYN);

/** `+` over lists copies them. */
function isListSum(name: string, result: CelType): boolean {
  return name === '_+_' && sameType(result, LIST);
}
