import type { parse } from '@bufbuild/cel';

/** A node of what the library's parser gives. */
export type Expr = ReturnType<typeof parse>['expr'];
type KindOf<Case extends string> = Extract<Expr['exprKind'], { case: Case }>['value'];
export type Call = KindOf<'callExpr'>;
export type Selection = KindOf<'selectExpr'>;
/** What `exists`, `all`, `exists_one`, `filter` and `map` become when they are parsed. */
export type Comprehension = KindOf<'comprehensionExpr'>;

/** What stands directly in a node. */
export function childrenOf({ exprKind }: Expr): Expr[] {
  switch (exprKind.case) {
    case 'selectExpr':
      return present([exprKind.value.operand]);
    case 'callExpr':
      return present([exprKind.value.target, ...exprKind.value.args]);
    case 'listExpr':
      return exprKind.value.elements;
    case 'comprehensionExpr': {
      const { accuInit, iterRange, loopCondition, loopStep, result } = exprKind.value;
      return present([iterRange, accuInit, loopCondition, loopStep, result]);
    }
    default:
      return [];
  }
}

/** The text that a node writes out; null: it is none. */
export function textOf({ exprKind }: Expr): string | null {
  if (exprKind.case !== 'constExpr') return null;
  const { constantKind } = exprKind.value;
  return constantKind.case === 'stringValue' ? constantKind.value : null;
}

/** Where `filter` and `map` put the next thing into their list: `@result + [element]`; null for the other three. */
export function appendIn({
  accuInit,
  loopStep,
}: Comprehension): { call: Call; element: Expr; test: Expr | null } | null {
  if (accuInit?.exprKind.case !== 'listExpr' || loopStep?.exprKind.case !== 'callExpr') return null;
  const step = loopStep.exprKind.value;
  const conditional = step.function === '_?_:_';
  const append = conditional ? step.args[1] : loopStep;
  if (append?.exprKind.case !== 'callExpr') return null;
  const list = append.exprKind.value.args[1];
  const element = list?.exprKind.case === 'listExpr' ? list.exprKind.value.elements[0] : undefined;
  if (element === undefined) return null;
  return { call: append.exprKind.value, element, test: conditional ? (step.args[0] ?? null) : null };
}

function present(all: readonly (Expr | undefined)[]): Expr[] {
  return all.filter((each) => each !== undefined);
}
