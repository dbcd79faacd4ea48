import type { PageAnswer } from '#core/sweep.ts';
import type { Answer } from './client.ts';
import { FieldError } from './field-error.ts';
import { type PagePosition, pagePosition } from './link.ts';

export const PER_PAGE = 100;

/** A list of GitHub's that has numbered pages. */
export interface PagedList<Item> {
  readonly path: string;
  readonly query?: readonly [string, string][];
  /** GitHub gives the oldest first because the query asks for it; otherwise the order is watched. */
  readonly ordered: boolean;
  /** The items of one answer; null when there is no list in it. */
  itemsOf(data: unknown): readonly unknown[] | null;
  /** The whole number of things, where GitHub names one. */
  totalOf?(data: unknown): number | null;
  /** The field whose number the list is ordered by. */
  readonly key: string;
  /** @throws {FieldError} */
  parse(raw: unknown): Item;
}

export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** What could not be understood, the first of it; null: all could. */
  readonly unreadable: string | null;
  readonly answer: PageAnswer;
}

/** One page as its list has it; null when the answer holds no list. */
export function listPage<Item>(list: PagedList<Item>, answer: Answer, page: number): ListPage<Item> | null {
  const raw = answer.notModified ? [] : list.itemsOf(answer.data);
  if (raw === null) return null;
  const keys = raw.map((item) => numberIn(item, list.key));
  return {
    ...parseAll(raw, list, `page ${page}, `),
    answer: {
      keys: keys.filter((key) => key !== null),
      ids: keys.map((key, index) => (key === null ? `#${index}` : String(key))),
      full: raw.length >= PER_PAGE,
      ...position(answer.headers.link, page),
      etag: answer.headers.etag ?? null,
      notModified: answer.notModified,
    },
  };
}

/** A last page that has a next one is not the last: such a header is not believed, and the end is looked for. */
function position(link: string | undefined, page: number): PagePosition {
  const { lastPage, hasNext } = pagePosition(link);
  const contradicts = hasNext === true && lastPage !== null && lastPage <= page;
  return { lastPage: contradicts ? null : lastPage, hasNext };
}

/** An item that cannot be understood does not take the others with it, but the list is then not complete. */
export function parseAll<Item>(
  raw: readonly unknown[],
  list: Pick<PagedList<Item>, 'parse'>,
  where = '',
): Pick<ListPage<Item>, 'items' | 'unreadable'> {
  const items: Item[] = [];
  let unreadable: string | null = null;
  for (const [index, value] of raw.entries()) {
    try {
      items.push(list.parse(value));
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      unreadable ??= `${error.message} (${where}item ${index + 1})`;
    }
  }
  return { items, unreadable };
}

function numberIn(item: unknown, field: string): number | null {
  if (typeof item !== 'object' || item === null) return null;
  const value = (item as Record<string, unknown>)[field];
  return Number.isSafeInteger(value) ? (value as number) : null;
}

/** For a list that is the whole answer. */
export function wholeAnswer(data: unknown): readonly unknown[] | null {
  return Array.isArray(data) ? data : null;
}
