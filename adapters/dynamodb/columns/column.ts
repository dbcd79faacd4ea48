/** Any JSON. */
export type Json = unknown;
export type Values = readonly Json[];
export type Bag = Readonly<Record<string, Json>>;

/**
 * One field of many items, side by side. Every form is JSON itself, and knows nothing of the number of values: its
 * holder does.
 *
 * - `=` all the same
 * - `v` as they are
 * - `d` the distinct ones (a column, and how many), and for each value its place among them
 * - `i` whole numbers, less the first number
 * - `g` whole numbers, each less the one before
 * - `t` instants: a column of the seconds of the epoch
 * - `p` strings that end in a whole number: a column of what is before it, a column of the numbers
 * - `a` arrays: a column of their lengths, a column of all their elements
 * - `o` objects: the distinct lists of their keys, a column of which list, and a column for each key
 * - `m` of several kinds: the kind of each, one letter a value, and a column for each kind
 */
export type Column =
  | readonly ['=', Json]
  | readonly ['v', Values]
  | readonly ['d', Column, number, readonly number[]]
  | readonly ['i', number, readonly number[]]
  | readonly ['g', readonly number[]]
  | readonly ['t', Column]
  | readonly ['p', Column, Column]
  | readonly ['a', Column, Column]
  | readonly ['o', readonly (readonly string[])[], Column, readonly (readonly [string, Column])[]]
  | readonly ['m', string, readonly (readonly [string, Column])[]];
