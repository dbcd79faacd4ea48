import { problem } from './problem.ts';

export interface Window {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** Where something stands in a list: a text or number to sort by, and the id where two are equal. */
export interface Place {
  readonly value: string | number;
  readonly id: number;
}

interface Listing<T, Node> {
  /** As GitHub calls it in its messages. */
  readonly name: string;
  readonly all: readonly T[];
  place(item: T): Place;
  node(item: T): Node;
  /** What an edge says besides its node and cursor. */
  edge?(item: T): object;
  readonly descending?: boolean;
}

const MAXIMUM_FIRST = 100;

/**
 * A Relay connection. A cursor holds the place, not the position, of the last thing seen; so what comes or goes
 * before it moves nothing, as with GitHub's cursors.
 */
export function connectionOf<T, Node>(listing: Listing<T, Node>, window: Window) {
  const { all, place, node, edge, name, descending = false } = listing;
  const direction = descending ? -1 : 1;
  requireWithinLimit(name, window);
  const start = typeof window.after === 'string' ? placeIn(window.after) : null;
  const sorted = () => all.toSorted((left, right) => direction * compare(place(left), place(right)));
  const seen = () => {
    const first = requiredFirst(name, window);
    const rest =
      start === null ? sorted() : sorted().filter((item) => direction * compare(place(item), start) > 0);
    return { items: rest.slice(0, first), more: rest.length > first, some: rest.length < all.length };
  };
  return {
    totalCount: all.length,
    nodes: () => seen().items.map(node),
    edges: () =>
      seen().items.map((item) => ({ ...edge?.(item), node: node(item), cursor: cursorOf(place(item)) })),
    pageInfo() {
      const { items, more, some } = seen();
      const [start, end] = [items[0], items.at(-1)];
      return {
        hasNextPage: more,
        hasPreviousPage: some,
        startCursor: start === undefined ? null : cursorOf(place(start)),
        endCursor: end === undefined ? null : cursorOf(place(end)),
      };
    },
  };
}

function requireWithinLimit(name: string, { first }: Window): void {
  if (typeof first !== 'number' || (first >= 0 && first <= MAXIMUM_FIRST)) return;
  const message = `Requesting ${first} records on the \`${name}\` connection exceeds the \`first\` limit of ${MAXIMUM_FIRST} records.`;
  throw problem('EXCESSIVE_PAGINATION', message);
}

/** A count alone needs no `first`; whoever wants to see something has to say how much. */
function requiredFirst(name: string, { first }: Window): number {
  if (typeof first === 'number') return first;
  const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
  throw problem('MISSING_PAGINATION_BOUNDARIES', message);
}

function compare(left: Place, right: Place): number {
  if (left.value === right.value) return left.id - right.id;
  return left.value < right.value ? -1 : 1;
}

const PREFIX = 'cursor:v2:';

function cursorOf({ value, id }: Place): string {
  return Buffer.from(`${PREFIX}${JSON.stringify([value, id])}`).toString('base64');
}

function placeIn(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64').toString();
  const match = /^cursor:v2:(\[.*\])$/.exec(text);
  const content: unknown = match === null ? null : parsed(match[1] ?? '');
  if (Array.isArray(content) && typeof content[1] === 'number') return { value: content[0], id: content[1] };
  throw problem('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
