/** What a `Link` header tells about where a page stands. Its addresses are never followed. */
export interface PagePosition {
  readonly lastPage: number | null;
  /** Null: there is no such header. */
  readonly hasNext: boolean | null;
}

/** https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api#using-link-headers */
export function pagePosition(link: string | undefined): PagePosition {
  if (link === undefined || link.trim() === '') return { lastPage: null, hasNext: null };
  const targets = [...link.slice(0, 10_000).matchAll(/<([^<>]*)>([^<>]*)/g)];
  const target = (relation: string) =>
    targets.find(([, , parameters = '']) =>
      new RegExp(`;\\s*rel="?${relation}"?\\s*(?:[;,]|$)`).test(parameters),
    )?.[1];
  return { lastPage: pageOf(target('last')), hasNext: target('next') !== undefined };
}

function pageOf(address: string | undefined): number | null {
  if (address === undefined) return null;
  const page = /[?&]page=(\d{1,7})(?:&|#|$)/.exec(address)?.[1];
  return page === undefined || Number(page) === 0 ? null : Number(page);
}
