import type { Column, Json } from './column.ts';

/** The values of each kind, and the kind of each value: one letter. */
interface Sorted<Kind extends string> {
  readonly kinds: string;
  readonly groups: ReadonlyMap<Kind, Json[]>;
}

/** Encodes each kind by itself; where all are of one kind, nothing else is needed. */
export function encodeKinds<Kind extends string>(
  values: readonly Json[],
  kindOf: (value: Json) => Kind,
  encode: (kind: Kind, values: readonly Json[]) => Column,
): Column {
  const { groups, kinds } = sortByKind(values, kindOf);
  const columns = Array.from(groups, ([kind, group]) => [kind, encode(kind, group)] as const);
  const [only] = columns;
  if (only === undefined) return ['v', []];
  return columns.length === 1 ? only[1] : ['m', kinds, columns];
}

function sortByKind<Kind extends string>(
  values: readonly Json[],
  kindOf: (value: Json) => Kind,
): Sorted<Kind> {
  const groups = new Map<Kind, Json[]>();
  let kinds = '';
  let last: Kind | undefined;
  let group: Json[] = [];
  for (const value of values) {
    const kind = kindOf(value);
    if (kind !== last) {
      group = groups.get(kind) ?? [];
      groups.set(kind, group);
      last = kind;
    }
    group.push(value);
    kinds += kind;
  }
  return { groups, kinds };
}
