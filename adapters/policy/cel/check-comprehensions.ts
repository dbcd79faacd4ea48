import { type CelType, listType } from '@bufbuild/cel';
import { BOOL, nameOfType } from './cel-types.ts';
import type { Checker, Scope } from './checker.ts';
import { appendIn, type Comprehension, type Expr } from './expression.ts';

const DEEPEST = 3;

interface ComprehensionAt {
  readonly comprehension: Comprehension;
  readonly scope: Scope;
}

/** `exists`, `all` and `exists_one` give a bool, `filter` and `map` a list. */
export function typeOfComprehension(
  checker: Checker,
  at: Expr,
  { comprehension, scope }: ComprehensionAt,
): CelType {
  const { accuInit, accuVar, loopStep, result } = comprehension;
  if (accuInit === undefined || loopStep === undefined || result === undefined) {
    throw checker.fault(at, 'has an exists, all, filter or map that is not whole.');
  }
  const inner = scopeWithin(checker, at, { comprehension, scope });
  const append = appendIn(comprehension);
  if (append !== null) {
    if (append.test !== null) checker.mustBe(append.test, checker.typeOf(append.test, inner), BOOL);
    return listType(checker.typeOf(append.element, inner));
  }
  const accumulator = checker.typeOf(accuInit, scope);
  const counting = { ...inner, variables: new Map([...inner.variables, [accuVar, accumulator]]) };
  checker.mustBe(loopStep, checker.typeOf(loopStep, counting), accumulator);
  return checker.typeOf(result, counting);
}

function scopeWithin(checker: Checker, at: Expr, { comprehension, scope }: ComprehensionAt): Scope {
  const { iterRange, iterVar } = comprehension;
  if (scope.comprehensions === DEEPEST) {
    throw checker.fault(at, `has more than ${DEEPEST} of exists, all, filter and map within each other.`);
  }
  if (iterVar === 'credential' || iterVar === 'now' || scope.variables.has(iterVar)) {
    throw checker.fault(at, `calls its variable ${iterVar}, which is taken: choose another name.`);
  }
  const range = iterRange === undefined ? BOOL : checker.typeOf(iterRange, scope);
  if (range.kind !== 'list' && range.kind !== 'map') {
    throw checker.fault(at, `goes through ${nameOfType(range)}: it must be a list or a map.`);
  }
  const each = range.kind === 'list' ? range.element : range.key;
  return {
    ...scope,
    comprehensions: scope.comprehensions + 1,
    variables: new Map([...scope.variables, [iterVar, each]]),
  };
}
