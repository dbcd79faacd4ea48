import { type CelEnv, type CelValue, isCelError, plan } from '@bufbuild/cel';
import { CelFault } from './cel-fault.ts';
import { childrenOf, type Expr } from './expression.ts';

const WRITTEN_OUT = new Set(['timestamp', 'duration', 'days']);

/**
 * Works out `timestamp("…")`, `duration("…")` and `days(90)` once, and lets a variable stand in their place. Changes
 * the expression; gives the variables.
 *
 * @throws {CelFault} at one that cannot be worked out, such as a day that does not exist.
 */
export function literalsIn(
  expression: Expr,
  functions: CelEnv,
  offsetOf: (expression: Expr) => number,
): Record<string, CelValue> {
  const values: Record<string, CelValue> = {};
  const walk = (node: Expr): void => {
    for (const child of childrenOf(node)) walk(child);
    if (!isLiteral(node)) return;
    const value = plan(functions, node)();
    if (isCelError(value))
      throw new CelFault(`has a value that is none: ${value.message}.`, { offset: offsetOf(node) });
    const name = `@literal${Object.keys(values).length}`;
    values[name] = value;
    node.exprKind = { case: 'identExpr', value: { $typeName: 'cel.expr.Expr.Ident', name } };
  };
  walk(expression);
  return values;
}

function isLiteral({ exprKind }: Expr): boolean {
  return (
    exprKind.case === 'callExpr' &&
    WRITTEN_OUT.has(exprKind.value.function) &&
    exprKind.value.args.every((arg) => arg.exprKind.case === 'constExpr')
  );
}
