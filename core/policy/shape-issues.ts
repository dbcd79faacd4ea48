import type * as z from 'zod';
import { issue, type PolicyIssue, type PolicyPath } from './policy-issue.ts';

type Issue = z.core.$ZodIssue;

/** What zod found, in words for the person who writes the policy. `file` is what was parsed. */
export function shapeIssues(error: z.ZodError, file: unknown): PolicyIssue[] {
  return error.issues.flatMap((each) => wordsOf(each, [], file));
}

function wordsOf(found: Issue, above: PolicyPath, file: unknown): PolicyIssue[] {
  // What a parser of YAML or JSON gives has no symbols for keys.
  const path = [...above, ...(found.path as PolicyPath)];
  const written = valueAt(file, path);
  switch (found.code) {
    case 'unrecognized_keys':
      return found.keys.map((key) => unknownKey([...path, key], key, JSON.parse(found.message)));
    case 'invalid_value':
      return [unknownWord(path, written, found.values.map(String))];
    case 'invalid_union':
      return unionIssues(found, path, file);
    case 'invalid_key':
      return found.issues.map(({ message }) => issue(path, sentence(message), 'key'));
    case 'invalid_type':
      if (written === undefined) return [missing(path)];
      return [
        issue(
          path,
          `is ${described(written)}, where ${article(found.expected)} belongs.${written === null ? ' Fill it, or take the key out.' : ''}`,
        ),
      ];
    case 'too_small':
      return [issue(path, tooFar(found.origin, 'at least', Number(found.minimum), written))];
    case 'too_big':
      return [issue(path, tooFar(found.origin, 'at most', Number(found.maximum), written))];
    default:
      return [issue(path, sentence(found.message))];
  }
}

/** Several ways to write something, none of which it is. */
interface NoneOfThese {
  readonly message: string;
  /** What is wrong with it as each of them. */
  readonly errors: readonly (readonly Issue[])[];
  /** The words of which one tells them apart, where one does. */
  readonly options?: readonly unknown[] | undefined;
}

/** Of several ways to write something, the one that was tried: a mapping was meant as a mapping. */
function unionIssues(
  { errors, message, options = [] }: NoneOfThese,
  path: PolicyPath,
  file: unknown,
): PolicyIssue[] {
  const tried = errors.find((issues) => !issues.some(isOfAnotherType));
  if (tried !== undefined) return tried.flatMap((each) => wordsOf(each, path, file));
  const written = valueAt(file, path);
  if (options.length > 0) return [unknownWord(path, written, options.map(String))];
  if (written === undefined) return [missing(path)];
  const words = errors
    .flat()
    .flatMap((each) => (each.code === 'invalid_value' ? each.values.map(String) : []));
  if (typeof written === 'string' && words.length > 0) return [unknownWord(path, written, words)];
  return [issue(path, `is ${described(written)}. ${sentence(message)}`)];
}

function isOfAnotherType(each: Issue): boolean {
  return each.path.length === 0 && (each.code === 'invalid_type' || each.code === 'invalid_value');
}

function unknownKey(path: PolicyPath, word: string, known: readonly string[]): PolicyIssue {
  const message = `is no key that belongs here; ${belonging(known)}.`;
  return { path, at: 'key', message, unknown: { word, known } };
}

/** Rules are so many that nobody would find, behind them, which one was meant. */
const MOST_NAMED = 20;

function belonging(known: readonly string[]): string {
  return known.length > MOST_NAMED
    ? `patrol policy show lists the ${known.length} that do`
    : `there are ${known.join(', ')}`;
}

function unknownWord(path: PolicyPath, written: unknown, known: readonly string[]): PolicyIssue {
  if (written === undefined) return missing(path);
  if (known.length === 1) return issue(path, theOnlyWord(written, known.join()));
  const message =
    known.length > MOST_NAMED
      ? `is none of the ${known.length} that may stand here; patrol policy show lists them.`
      : `must be one of ${known.join(', ')}.`;
  const unknown = typeof written === 'string' ? { word: written, known } : null;
  return { path, at: 'value', message: `is ${described(written)}, and ${message}`, unknown };
}

/** `"1"` looks like 1 to whoever wrote it. */
function theOnlyWord(written: unknown, word: string): string {
  const quoted = written === word ? ', without quotes' : '';
  return `is ${described(written)}, and must be ${word}${quoted}.`;
}

function missing(path: PolicyPath): PolicyIssue {
  return issue(path, 'is missing.', 'key');
}

function tooFar(origin: string, bound: string, limit: number, written: unknown): string {
  const { length } = written as string | readonly unknown[];
  if (origin === 'string') return `has ${length} characters; it must have ${bound} ${limit}.`;
  if (origin === 'array') return `lists ${length}; it must list ${bound} ${limit}.`;
  return `is ${String(written)}; it must be ${bound} ${limit}.`;
}

function valueAt(file: unknown, path: PolicyPath): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      Object.hasOwn(Object(value), step) ? (value as Record<string | number, unknown>)[step] : undefined,
    file,
  );
}

const LONGEST_QUOTE = 60;

function described(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  const text = String(value);
  const quoted = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  return typeof value === 'string' ? `"${quoted}"` : quoted;
}

function article(expected: string): string {
  switch (expected) {
    case 'object':
    case 'record':
      return 'a mapping';
    case 'array':
      return 'a list';
    case 'int':
    case 'number':
      return 'a whole number';
    case 'string':
      return 'text';
    case 'boolean':
      return 'true or false';
    default:
      return expected;
  }
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
