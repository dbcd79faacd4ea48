import { CREDENTIAL_KINDS } from '#core/credential.ts';
import { nearestName } from '../nearest-name.ts';
import { type Call, type Expr, textOf } from './expression.ts';

const COMPARING = new Set(['_==_', '_!=_', '@in']);

/** A word that `credential.kind` is compared with and never is: a typing error there would make a rule silent. */
export function kindFault({ args, function: name }: Call): { at: Expr; message: string } | null {
  if (!COMPARING.has(name) || !args.some(isKind)) return null;
  const words = args.flatMap((each) =>
    each.exprKind.case === 'listExpr' ? each.exprKind.value.elements : [each],
  );
  for (const at of words) {
    const word = textOf(at);
    if (word === null || CREDENTIAL_KINDS.some((kind) => kind === word)) continue;
    const nearest = nearestName(word, CREDENTIAL_KINDS);
    const hint = nearest === null ? `There is ${CREDENTIAL_KINDS.join(', ')}.` : `Did you mean ${nearest}?`;
    return { at, message: `compares credential.kind with "${word}", which is no kind. ${hint}` };
  }
  return null;
}

function isKind({ exprKind }: Expr): boolean {
  if (exprKind.case !== 'selectExpr' || exprKind.value.field !== 'kind') return false;
  const operand = exprKind.value.operand?.exprKind;
  return operand?.case === 'identExpr' && operand.value.name === 'credential';
}
