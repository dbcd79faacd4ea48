import { CelScalar, type CelType, listType, mapType, objectType } from '@bufbuild/cel';
import { DurationSchema, TimestampSchema } from '@bufbuild/protobuf/wkt';

export const { BOOL, INT, STRING } = CelScalar;
export const TIMESTAMP = objectType(TimestampSchema);
export const DURATION = objectType(DurationSchema);
export const STRINGS = listType(STRING);
const REPOSITORY = objectType('repository');
export const REPOSITORIES = listType(REPOSITORY);
/** Permission → level. */
export const PERMISSIONS = mapType(STRING, STRING);

/** What can be asked of a repository. */
export const REPOSITORY_FIELDS: ReadonlyMap<string, CelType> = new Map<string, CelType>([
  ['name', STRING],
  ['visibility', STRING],
  ['archived', BOOL],
]);

/** As docs/custom-rules.md writes it: `list(string)`, `timestamp`. */
export function nameOfType(type: CelType): string {
  switch (type.kind) {
    case 'list':
      return `list(${nameOfType(type.element)})`;
    case 'map':
      return `map(${nameOfType(type.key)}, ${nameOfType(type.value)})`;
    case 'object':
      return type.name.replace(/^google\.protobuf\./, '').toLowerCase();
    case 'scalar':
      return type.name;
    default:
      return type satisfies never;
  }
}

export function sameType(one: CelType, other: CelType): boolean {
  return nameOfType(one) === nameOfType(other);
}

export function isRepository(type: CelType): boolean {
  return sameType(type, REPOSITORY);
}

/** What `==`, `!=` and `in` compare: their cost does not grow with what they are given. */
export function isComparable(type: CelType): boolean {
  return [BOOL, INT, STRING, TIMESTAMP, DURATION].some((each) => sameType(each, type));
}
