import { type CelResult, type CelType, celError, plan, unparse } from '@bufbuild/cel';
import type { Credential, CredentialKind } from '#core/credential.ts';
import type { Instant } from '#core/instant.ts';
import { CelFault } from './cel-fault.ts';
import { nameOfType, sameType } from './cel-types.ts';
import { check } from './check.ts';
import type { Expr } from './expression.ts';
import { functionsWith } from './functions.ts';
import { literalsIn } from './literals.ts';
import { meter } from './meter.ts';
import { meterComprehensions } from './metered.ts';
import { ShownCredential } from './shown-credential.ts';
import { parseCel } from './syntax.ts';

/** Steps that any evaluation may take, and further ones for each thing that the credential lists. */
const BASE_STEPS = 2_000;
const STEPS_PER_THING = 10;

export interface CompileOptions {
  /** The kinds of credential that it will meet. */
  readonly kinds: readonly CredentialKind[];
  /** What it may give. */
  readonly wanted: readonly CelType[];
  /** Whether it may depend on the day of the scan. */
  readonly mayUseNow: boolean;
}

/** A checked expression, ready to run. */
export interface CelProgram {
  /** The expression with its spaces and comments put in order. */
  readonly normal: string;
  /** An error where a field is not known, where it cannot be worked out, or where it takes too many steps. */
  run(credential: Credential, now: Instant): CelResult;
}

const steps = meter();
const functions = functionsWith(steps);
const shown = new ShownCredential();

/** What `run` gives for whatever takes longer than it may. */
export const TOO_MANY_STEPS = celError('more steps than a rule may take');

/** The library makes an error of every unknown it passes on; where each was made is most of their cost, and unread. */
function withoutStacks<Result>(work: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** @throws {CelFault} saying what is wrong, and where. */
export function compileCel(text: string, { kinds, wanted, mayUseNow }: CompileOptions): CelProgram {
  const parsed = parseCel(text);
  const normal = unparse(parsed);
  const offsetOf = ({ id }: Expr) => {
    const offset = parsed.sourceInfo?.positions[id.toString()] ?? 0;
    return offset + (/^[\s.]*/.exec(text.slice(offset))?.[0].length ?? 0);
  };
  const { fields, type } = check(parsed.expr, { kinds, mayUseNow, offsetOf });
  if (!wanted.some((each) => sameType(each, type))) {
    const may = wanted.map(nameOfType).join(', ');
    throw new CelFault(`gives ${nameOfType(type)}, and must give ${may}.`, { offset: 0 });
  }
  meterComprehensions(parsed.expr);
  const literals = literalsIn(parsed.expr, functions, offsetOf);
  const evaluate = plan(functions, parsed);
  const bindings = shown.bindings(fields, literals);
  return {
    normal,
    run(credential, now) {
      shown.show(credential, now);
      steps.start(BASE_STEPS + STEPS_PER_THING * shown.size);
      const result = withoutStacks(() => evaluate(bindings));
      return steps.isExhausted() ? TOO_MANY_STEPS : result;
    },
  };
}
