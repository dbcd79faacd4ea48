import { type CelType, listType } from '@bufbuild/cel';
import { CelFault } from './cel-fault.ts';
import { BOOL, INT, nameOfType, STRING, sameType } from './cel-types.ts';
import { typeOfCall } from './check-calls.ts';
import { typeOfComprehension } from './check-comprehensions.ts';
import { typeOfName, typeOfSelection } from './check-names.ts';
import type { CheckContext, Checker, Scope } from './checker.ts';
import type { Expr } from './expression.ts';

const DEEPEST = 50;

export interface Checked {
  readonly type: CelType;
  /** The fields of `credential` it names. */
  readonly fields: ReadonlySet<string>;
}

/**
 * The type of an expression in which every name, field, function and operand fits. The library's own check knows
 * constants and names only.
 *
 * @throws {CelFault} at the first thing that does not fit.
 */
export function check(expression: Expr, context: CheckContext): Checked {
  const fault = (at: Expr, message: string) => new CelFault(message, { offset: context.offsetOf(at) });
  const checker: Checker = {
    ...context,
    fields: new Set(),
    fault,
    typeOf: (each, scope) => typeOf(checker, each, scope),
    mustBe(at, type, wanted) {
      if (sameType(type, wanted)) return;
      throw fault(at, `has ${nameOfType(type)} where ${nameOfType(wanted)} belongs.`);
    },
  };
  const type = checker.typeOf(expression, { variables: new Map(), depth: 0, comprehensions: 0 });
  return { type, fields: checker.fields };
}

function typeOf(checker: Checker, expression: Expr, outer: Scope): CelType {
  if (outer.depth === DEEPEST) throw checker.fault(expression, `is nested more than ${DEEPEST} deep.`);
  const scope = { ...outer, depth: outer.depth + 1 };
  const { exprKind } = expression;
  switch (exprKind.case) {
    case 'constExpr':
      return typeOfConstant(checker, expression, exprKind.value.constantKind.case);
    case 'identExpr':
      return typeOfName(checker, expression, { name: exprKind.value.name, scope });
    case 'selectExpr':
      return typeOfSelection(checker, expression, { selection: exprKind.value, scope });
    case 'callExpr':
      return typeOfCall(checker, expression, { call: exprKind.value, scope });
    case 'listExpr':
      return typeOfList(checker, expression, { elements: exprKind.value.elements, scope });
    case 'comprehensionExpr':
      return typeOfComprehension(checker, expression, { comprehension: exprKind.value, scope });
    default:
      throw checker.fault(expression, 'writes a map, which a rule cannot.');
  }
}

function typeOfConstant({ fault }: Checker, at: Expr, kind: string | undefined): CelType {
  switch (kind) {
    case 'boolValue':
      return BOOL;
    case 'int64Value':
      return INT;
    case 'stringValue':
      return STRING;
    case 'nullValue':
      throw fault(at, 'has null, which no field is: what is not known makes the verdict unknown by itself.');
    default:
      throw fault(at, 'has a value of a type that no field has: write an int, a string or a bool.');
  }
}

interface ListAt {
  readonly elements: readonly Expr[];
  readonly scope: Scope;
}

function typeOfList({ fault, typeOf: typed }: Checker, at: Expr, { elements, scope }: ListAt): CelType {
  const [first, ...others] = elements;
  if (first === undefined) throw fault(at, 'has an empty list: ask for size(…) == 0 instead.');
  const type = typed(first, scope);
  for (const other of others) {
    const different = typed(other, scope);
    if (sameType(type, different)) continue;
    throw fault(other, `has ${nameOfType(different)} in a list that begins with ${nameOfType(type)}.`);
  }
  return listType(type);
}
