import { appendIn, type Comprehension, childrenOf, type Expr } from './expression.ts';
import { APPEND, NEW_LIST, STEP } from './functions.ts';

/**
 * Lets every comprehension count its turns, and `filter` and `map` build one list instead of a new one each turn,
 * which would take time in proportion to the square of its length. Changes the expression in place.
 */
export function meterComprehensions(expression: Expr): void {
  for (const child of childrenOf(expression)) meterComprehensions(child);
  if (expression.exprKind.case === 'comprehensionExpr') meterOne(expression.exprKind.value);
}

function meterOne(comprehension: Comprehension): void {
  const { accuInit, loopCondition } = comprehension;
  const append = appendIn(comprehension);
  if (append !== null && accuInit !== undefined) {
    become(accuInit, NEW_LIST, []);
    const [result] = append.call.args;
    append.call.function = APPEND;
    append.call.args = result === undefined ? [] : [result, append.element];
  }
  if (loopCondition !== undefined) become(loopCondition, STEP, [{ ...loopCondition }]);
}

function become(expression: Expr, name: string, args: Expr[]): void {
  expression.exprKind = {
    case: 'callExpr',
    value: { $typeName: 'cel.expr.Expr.Call', function: name, args },
  };
}
