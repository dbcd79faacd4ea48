import type { Asked } from './exchange.ts';

const DEFAULT_PER_PAGE = 30;
const MAXIMUM_PER_PAGE = 100;

export interface Page<T> {
  readonly items: T[];
  /** Empty when one page is all there is. */
  readonly headers: Readonly<Record<string, string>>;
}

interface Paging {
  /** Absolute address of the list, without a query. */
  readonly address: string;
  /** The list is given from its end. */
  readonly descending?: boolean;
}

/** One page of a list: never more than 100, and nothing, with the way back, past the end. */
export function pageOf<T>(
  all: readonly T[],
  { query }: Pick<Asked, 'query'>,
  { address, descending }: Paging,
): Page<T> {
  const size = Math.min(positive(query.get('per_page')) ?? DEFAULT_PER_PAGE, MAXIMUM_PER_PAGE);
  const number = pageNumber(query);
  const last = Math.max(1, Math.ceil(all.length / size));
  const start = (number - 1) * size;
  const items = descending
    ? all.slice(Math.max(all.length - start - size, 0), Math.max(all.length - start, 0)).reverse()
    : all.slice(start, start + size);
  const link = linkHeader({ address, query, number, last });
  return { items, headers: link === '' ? {} : { link } };
}

export function pageNumber(query: URLSearchParams): number {
  return positive(query.get('page')) ?? 1;
}

interface Position {
  readonly address: string;
  readonly query: URLSearchParams;
  readonly number: number;
  readonly last: number;
}

/** GitHub writes prev, next, last, first, and keeps every other parameter as it was asked. */
function linkHeader({ address, query, number, last }: Position): string {
  const links: [relation: string, page: number][] = [];
  if (number > 1) links.push(['prev', Math.min(number - 1, last)]);
  if (number < last) links.push(['next', number + 1], ['last', last]);
  if (number > last) links.push(['last', last]);
  if (number > 1) links.push(['first', 1]);
  return links
    .map(([relation, page]) => `<${addressOf(address, query, page)}>; rel="${relation}"`)
    .join(', ');
}

function addressOf(address: string, query: URLSearchParams, page: number): string {
  const parameters = new URLSearchParams(query);
  parameters.set('page', `${page}`);
  return `${address}?${parameters}`;
}

function positive(text: string | null): number | undefined {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
