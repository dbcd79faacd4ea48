import type { CelType } from '@bufbuild/cel';
import type { CredentialKind } from '#core/credential.ts';
import type { CelFault } from './cel-fault.ts';
import type { Expr } from './expression.ts';

/** What an expression is checked against. */
export interface CheckContext {
  /** The kinds of credential it will meet. */
  readonly kinds: readonly CredentialKind[];
  /** Whether it may depend on the day of the scan. */
  readonly mayUseNow: boolean;
  /** Where each node stands in the text. */
  offsetOf(expression: Expr): number;
}

/** What is around a node. */
export interface Scope {
  /** Those of the comprehensions around it. */
  readonly variables: ReadonlyMap<string, CelType>;
  readonly depth: number;
  readonly comprehensions: number;
}

/** One run of the check, for its parts. */
export interface Checker extends CheckContext {
  readonly fields: Set<string>;
  /** @throws {CelFault} */
  typeOf(expression: Expr, scope: Scope): CelType;
  /** @throws {CelFault} unless the types are the same. */
  mustBe(at: Expr, type: CelType, wanted: CelType): void;
  fault(at: Expr, message: string): CelFault;
}
