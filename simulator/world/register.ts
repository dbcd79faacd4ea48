/** A live list in order, with the way to one of them by number. */
export interface Register<T> {
  /** Always the same array: what is added or removed shows in it at once. */
  readonly all: readonly T[];
  get(id: number): T | undefined;
  add(item: T): void;
  /** The one taken out; undefined when there is none of this id. */
  remove(id: number): T | undefined;
}

interface Rules<T> {
  id(item: T): number;
  /** Text that sorts as the list does; ties go by id. */
  order(item: T): string;
}

export function register<T>({ id, order }: Rules<T>): Register<T> {
  const all: T[] = [];
  const byId = new Map<number, T>();
  const before = (left: T, right: T) => {
    const [one, other] = [order(left), order(right)];
    return one === other ? id(left) < id(right) : one < other;
  };
  return {
    all,
    get: (wanted) => byId.get(wanted),
    add(item) {
      if (byId.has(id(item))) throw new RangeError(`There is already one with the id ${id(item)}.`);
      byId.set(id(item), item);
      const last = all.at(-1);
      if (last === undefined || before(last, item)) all.push(item);
      else all.splice(placeOf(all, item, before), 0, item);
    },
    remove(wanted) {
      const item = byId.get(wanted);
      if (item === undefined) return undefined;
      byId.delete(wanted);
      all.splice(placeOf(all, item, before), 1);
      return item;
    },
  };
}

/** Where `item` is, or would go. */
function placeOf<T>(all: readonly T[], item: T, before: (left: T, right: T) => boolean): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(all[middle] as T, item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
