import type { Bag, Column, Json, Values } from './column.ts';
import { encodeKinds } from './kinds.ts';
import { encodeRepeated } from './repeated.ts';
import { shapesOf } from './shapes.ts';
import { encodeTexts } from './texts.ts';
import { encodeWhole, isWhole } from './whole.ts';

/** Lays things that are each different side by side, field by field. `decodeColumn` gives them back. */
export function encodeItems(items: Values): Column {
  return encodeKinds(items, kindOf, (kind, values) =>
    kind === 'o' ? encodeObjects(values) : encodeKind(kind, values),
  );
}

/** What a value is, as far as it matters for packing. */
type Kind = 'n' | 'b' | 'i' | 'f' | 's' | 'a' | 'o';

function encodeColumn(values: Values): Column {
  return encodeKinds(values, kindOf, encodeKind);
}

function kindOf(value: Json): Kind {
  if (typeof value === 'string') return 's';
  if (value === null || value === undefined) return 'n';
  if (typeof value === 'boolean') return 'b';
  if (typeof value === 'number') return isWhole(value) ? 'i' : 'f';
  return Array.isArray(value) ? 'a' : 'o';
}

function encodeKind(kind: Kind, values: Values): Column {
  switch (kind) {
    case 'n':
      return ['=', null];
    case 'i':
      return encodeWhole(values as readonly number[]);
    case 's':
      return encodeTexts(values);
    case 'a':
      return encodeArrays(values as readonly Values[]);
    case 'o':
      return encodeRepeated(values, encodeObjects) ?? encodeObjects(values);
    case 'b':
    case 'f':
      return encodeRepeated(values) ?? ['v', values];
    default:
      return kind satisfies never;
  }
}

function encodeArrays(values: readonly Values[]): Column {
  const elements: Json[] = [];
  for (const value of values) for (const element of value) elements.push(element);
  return ['a', encodeWhole(values.map(({ length }) => length)), encodeColumn(elements)];
}

function encodeObjects(values: Values): Column {
  const objects = values as readonly Bag[];
  const found = shapesOf(objects);
  if (found === null) return ['v', values];
  const { keys, shapes, indices } = found;
  const isUniform = shapes.length === 1;
  const fields = keys.map((key) => {
    const owners = isUniform ? objects : objects.filter((value) => Object.hasOwn(value, key));
    return [key, encodeColumn(owners.map((value) => value[key]))] as const;
  });
  return ['o', shapes, encodeWhole(indices), fields];
}
