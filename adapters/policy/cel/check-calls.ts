import type { CelType } from '@bufbuild/cel';
import { BOOL, INT, isComparable, nameOfType, STRING, sameType } from './cel-types.ts';
import type { Checker, Scope } from './checker.ts';
import type { Call, Expr } from './expression.ts';
import { kindFault } from './kind-words.ts';
import { argumentFault, callFault, isCallable, resultOf, strangeCall } from './signatures.ts';

interface CallAt {
  readonly call: Call;
  readonly scope: Scope;
}

/** An operand with its type. */
interface Typed {
  readonly at: Expr;
  readonly type: CelType;
}

/** What an operator, a function or a method gives. */
export function typeOfCall(checker: Checker, at: Expr, { call, scope }: CallAt): CelType {
  // Before its arguments: of a misspelt exists the variable would be what is wrong.
  if (!isCallable(call.function)) throw checker.fault(at, strangeCall(call.function));
  const strange = kindFault(call);
  if (strange !== null) throw checker.fault(strange.at, strange.message);
  const args = call.args.map((each) => ({ at: each, type: checker.typeOf(each, scope) }));
  const [one, other] = args;
  if (one !== undefined && OF_BOOLS.has(call.function)) return allBool(checker, args);
  if (one !== undefined && other !== undefined) {
    switch (call.function) {
      case '_?_:_':
        return typeOfChoice(checker, one, args.slice(1));
      case '_[_]':
        return typeOfPlace(checker, one, other);
      case '_==_':
      case '_!=_':
        return typeOfComparison(checker, at, [one.type, other.type]);
      case '@in':
        return typeOfLookup(checker, at, [one.type, other.type]);
      default:
        break;
    }
  }
  return typeOfFunction(checker, at, { call, scope, args });
}

const OF_BOOLS = new Set(['_&&_', '_||_', '!_', '@not_strictly_false']);

function allBool({ mustBe }: Checker, args: readonly Typed[]): CelType {
  for (const { at, type } of args) mustBe(at, type, BOOL);
  return BOOL;
}

function typeOfChoice({ mustBe }: Checker, condition: Typed, [yes, no]: readonly Typed[]): CelType {
  mustBe(condition.at, condition.type, BOOL);
  if (yes === undefined || no === undefined) return BOOL;
  mustBe(no.at, no.type, yes.type);
  return yes.type;
}

function typeOfPlace({ fault, mustBe }: Checker, whole: Typed, place: Typed): CelType {
  if (whole.type.kind === 'list') {
    mustBe(place.at, place.type, INT);
    return whole.type.element;
  }
  if (whole.type.kind !== 'map') {
    throw fault(whole.at, `asks for a place in ${nameOfType(whole.type)}: only a list or a map has some.`);
  }
  mustBe(place.at, place.type, STRING);
  return whole.type.value;
}

function typeOfComparison({ fault }: Checker, at: Expr, [one, other]: readonly [CelType, CelType]): CelType {
  if (!sameType(one, other)) {
    throw fault(at, `compares ${nameOfType(one)} with ${nameOfType(other)}, which are never equal.`);
  }
  if (!isComparable(one)) {
    throw fault(at, `compares ${nameOfType(one)} as a whole: use exists, all or size.`);
  }
  return BOOL;
}

function typeOfLookup({ fault }: Checker, at: Expr, [wanted, whole]: readonly [CelType, CelType]): CelType {
  if (whole.kind !== 'list' && whole.kind !== 'map') {
    throw fault(at, `looks into ${nameOfType(whole)}: only a list or a map holds something.`);
  }
  const held = whole.kind === 'list' ? whole.element : whole.key;
  if (!sameType(wanted, held) || ![BOOL, INT, STRING].some((each) => sameType(each, held))) {
    throw fault(at, `looks for ${nameOfType(wanted)} in ${nameOfType(whole)}, where it never is.`);
  }
  return BOOL;
}

function typeOfFunction(
  checker: Checker,
  at: Expr,
  { args, call, scope }: CallAt & { readonly args: readonly Typed[] },
): CelType {
  const { args: written, function: name, target } = call;
  const receiver = target === undefined ? null : checker.typeOf(target, scope);
  const wrong = argumentFault(name, written);
  if (wrong !== null) throw checker.fault(wrong.at, wrong.message);
  const types = args.map(({ type }) => type);
  const result = resultOf(name, receiver, types);
  if (result === null) throw checker.fault(at, callFault(name, receiver, types));
  return result;
}
