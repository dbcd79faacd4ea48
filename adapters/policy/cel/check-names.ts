import type { CelType } from '@bufbuild/cel';
import { nearestName } from '../nearest-name.ts';
import { BOOL, isRepository, nameOfType, REPOSITORY_FIELDS, TIMESTAMP } from './cel-types.ts';
import type { Checker, Scope } from './checker.ts';
import { CREDENTIAL_FIELDS } from './credential-view.ts';
import type { Expr, Selection } from './expression.ts';

interface NameAt {
  readonly name: string;
  readonly scope: Scope;
}

/** A variable of a comprehension, or `now`; `credential` needs a field behind it. */
export function typeOfName({ fault, mayUseNow }: Checker, at: Expr, { name, scope }: NameAt): CelType {
  const variable = scope.variables.get(name);
  if (variable !== undefined) return variable;
  if (name === 'now' && mayUseNow) return TIMESTAMP;
  if (name === 'now') {
    throw fault(at, 'names now, which would change the words every night: name a date of the credential.');
  }
  if (name === 'credential') {
    throw fault(at, 'names credential as a whole: name a field of it, as credential.name.');
  }
  const own = [...scope.variables.keys()].filter((each) => !each.startsWith('@'));
  const known = [...own, 'credential', ...(mayUseNow ? ['now'] : [])];
  const meant = CREDENTIAL_FIELDS.has(name) ? `credential.${name}` : nearestName(name, known);
  const hint = meant === null ? '' : ` Did you mean ${meant}?`;
  throw fault(at, `names ${name}, which is nothing; there is ${known.join(', ')}.${hint}`);
}

interface SelectionAt {
  readonly selection: Selection;
  readonly scope: Scope;
}

/** `credential.name`, `repository.name`, `credential.permissions.contents`, and `has(…)` around the last. */
export function typeOfSelection(checker: Checker, at: Expr, { selection, scope }: SelectionAt): CelType {
  const { field, operand, testOnly } = selection;
  if (operand === undefined) throw checker.fault(at, 'selects from nothing.');
  if (operand.exprKind.case === 'identExpr' && operand.exprKind.value.name === 'credential') {
    return typeOfCredentialField(checker, at, selection);
  }
  const type = checker.typeOf(operand, scope);
  if (type.kind === 'map') return testOnly ? BOOL : type.value;
  if (!isRepository(type)) {
    throw checker.fault(at, `asks for ${field} of ${nameOfType(type)}, which has no fields.`);
  }
  const own = REPOSITORY_FIELDS.get(field);
  if (own !== undefined && !testOnly) return own;
  const has = [...REPOSITORY_FIELDS.keys()].join(', ');
  throw checker.fault(at, `asks for ${field} of a repository, which always has ${has}, and no more.`);
}

function typeOfCredentialField(
  { fault, fields, kinds }: Checker,
  at: Expr,
  { field, testOnly }: Selection,
): CelType {
  const judged = (having: readonly string[]) => having.some((kind) => kinds.some((each) => each === kind));
  const seen = CREDENTIAL_FIELDS.get(field);
  if (seen === undefined) {
    const known = [...CREDENTIAL_FIELDS].flatMap(([name, each]) => (judged(each.kinds) ? [name] : []));
    const nearest = nearestName(field, known);
    const hint = nearest === null ? `There is ${known.join(', ')}.` : `Did you mean ${nearest}?`;
    throw fault(at, `names credential.${field}, and there is no such field. ${hint}`);
  }
  if (testOnly) {
    throw fault(
      at,
      `asks has(credential.${field}), which is not needed: what is not known makes the verdict unknown by itself.`,
    );
  }
  if (!judged(seen.kinds)) {
    throw fault(
      at,
      `names credential.${field}, which only ${seen.kinds.join(', ')} has, and the rule judges ${kinds.join(', ')}.`,
    );
  }
  fields.add(field);
  return seen.type;
}
