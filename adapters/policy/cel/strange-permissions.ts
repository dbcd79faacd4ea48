import { OTHER_NAMES, PERMISSIONS } from '#core/catalogue/permission-catalogue.ts';
import { nearestName } from '../nearest-name.ts';
import { childrenOf, type Expr, textOf } from './expression.ts';
import { parseCel } from './syntax.ts';

/** A permission that a condition asks for and the catalogue does not have. */
export interface StrangePermission {
  readonly key: string;
  /** One that is much like it. */
  readonly nearest: string | null;
}

const KNOWN = [...PERMISSIONS.keys(), ...OTHER_NAMES.keys()];

/**
 * Each of them once, in the order of the text, where the condition writes it out. It may be one that GitHub has added
 * since, so it is no fault; but a typing error makes the condition never true.
 *
 * @throws {CelFault} where the text is no expression.
 */
export function strangePermissions(condition: string): readonly StrangePermission[] {
  const strange = [...keysIn(parseCel(condition).expr)].filter((key) => !KNOWN.includes(key));
  return [...new Set(strange)].map((key) => ({ key, nearest: nearestName(key, KNOWN) }));
}

function* keysIn(expression: Expr): Generator<string> {
  const key = keyAskedIn(expression);
  if (key !== null) yield key;
  for (const child of childrenOf(expression)) yield* keysIn(child);
}

/** `permissions.contents`, `permissions["contents"]`, `permissions.allows("contents", …)`, `"contents" in permissions`. */
function keyAskedIn({ exprKind }: Expr): string | null {
  if (exprKind.case === 'selectExpr') {
    return isPermissions(exprKind.value.operand) ? exprKind.value.field : null;
  }
  if (exprKind.case !== 'callExpr') return null;
  const { args, function: name, target } = exprKind.value;
  const [first, second] = args;
  if (name === 'allows' && isPermissions(target)) return written(first);
  if (name === '_[_]' && isPermissions(first)) return written(second);
  return name === '@in' && isPermissions(second) ? written(first) : null;
}

function isPermissions(expression: Expr | undefined): boolean {
  if (expression?.exprKind.case !== 'selectExpr') return false;
  const { field, operand } = expression.exprKind.value;
  return (
    field === 'permissions' &&
    operand?.exprKind.case === 'identExpr' &&
    operand.exprKind.value.name === 'credential'
  );
}

function written(expression: Expr | undefined): string | null {
  return expression === undefined ? null : textOf(expression);
}
