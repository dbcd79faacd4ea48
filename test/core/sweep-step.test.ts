import { afterAnswer, nextRequest, type PageAnswer, startSweep } from '#core/sweep.ts';

/** A page of three is full. */
const page = (keys: number[], extra: Partial<PageAnswer> = {}): PageAnswer => ({
  ...{ keys, ids: keys.map(String), full: keys.length === 3 },
  ...{ lastPage: null, hasNext: null, etag: null, notModified: false },
  ...extra,
});

interface Read {
  readonly asked: number[];
  readonly problem: string | null;
}

function read(
  pageOf: (page: number) => PageAnswer,
  { hint = null as number | null, ordered = true } = {},
): Read {
  const asked: number[] = [];
  let sweep = startSweep({ hint, ordered });
  let problem: string | null = null;
  for (let next = nextRequest(sweep); next !== null; next = nextRequest(sweep)) {
    asked.push(next.page);
    if (asked.length > 40) throw new Error(`The sweep does not end: ${asked}`);
    ({ sweep, problem } = afterAnswer(sweep, pageOf(next.page)));
  }
  return { asked, problem };
}
const listed = (pages: number[][], link: boolean) => (number: number) =>
  page(pages[number - 1] ?? [], {
    lastPage: link && number < pages.length ? pages.length : null,
    hasNext: link && pages.length > 1 ? number < pages.length : null,
  });

describe('a list whose order nobody promised', () => {
  const once = [3, 2, 1];
  const twice = [1, 3, 2, 1, 3, 2, 1];
  it.each<[string, number[][], number[]]>([
    ['ascending', [[1, 2, 3], [4, 5, 6], [7]], [1, ...once]],
    ['ascending, with a hole in it', [[1, 2, 3], [], [7]], [1, ...once]],
    ['ascending on each page only', [[7, 8, 9], [4, 5, 6], [1]], twice],
    ['ascending from page to page only', [[2, 1, 3], [5, 4, 6], [7]], twice],
    ['ascending, with one of them twice on a page', [[1, 1, 3], [4, 5, 6], [7]], twice],
    ['ascending, with one of them first on two pages', [[1, 2, 3], [1, 5, 6], [7]], twice],
  ])('and that is %s', (_, pages, asked) => {
    expect(read(listed(pages, true), { ordered: false })).toEqual({ asked, problem: null });
  });

  it.each<[string, number[][], number[]]>([
    ['one page with room left is read once', [[2, 1]], [1]],
    ['one full page is looked behind, and read again', [[3, 2, 1]], [1, 2, 1]],
    [
      'two pages are read until two rounds agree',
      [
        [5, 4, 3],
        [2, 1],
      ],
      [1, 2, 1, 2, 1],
    ],
  ])('and that has no Link header: %s', (_, pages, asked) => {
    expect(read(listed(pages, false), { ordered: false })).toEqual({ asked, problem: null });
  });
});

describe('the page that follows', () => {
  const next = (answer: PageAnswer, hint: number | null) => {
    const after = afterAnswer(startSweep({ hint, ordered: true }), answer);
    return { next: nextRequest(after.sweep)?.page ?? null, problem: after.problem };
  };
  it.each<[string, PageAnswer, number | null, number | null]>([
    ['an empty page is the last one that there is', page([], { lastPage: 3 }), 7, 3],
    ['an empty page that is called the last is the first', page([], { lastPage: 7 }), 7, 1],
    ['an empty page that knows of later ones is the first', page([], { lastPage: 9 }), 7, 1],
    ['an empty page that knows nothing is the first', page([]), 7, 1],
    ['a page that has a later one is that', page([1], { hasNext: true }), 4, 5],
    ['a page whose last page is behind it is the next', page([1], { lastPage: 2, hasNext: true }), 4, 5],
    ['a page that is the last is the one before', page([1, 2, 3], { lastPage: 4, hasNext: true }), 4, 3],
    ['a full page that has no later one is the one before', page([1, 2, 3], { hasNext: false }), 4, 3],
    ['a full page that says nothing is the next', page([1, 2, 3]), 4, 5],
    ['a page that is the only one is none', page([1, 2, 3], { lastPage: 1, hasNext: true }), null, null],
    ['a 304 that nobody asked for is none', page([], { notModified: true }), null, null],
  ])('%s', (_, answer, hint, expected) => {
    expect(next(answer, hint)).toEqual({ next: expected, problem: null });
  });

  it('is the last one as soon as a page names it', () => {
    const pages = listed([[1, 2, 3], [4, 5, 6], [7, 8, 9], [10]], true);
    const silentFirst = (number: number) => (number === 1 ? page([1, 2, 3]) : pages(number));
    expect(read(silentFirst).asked).toEqual([1, 2, 4, 3, 2, 1]);
  });
});

it('page 1 is asked for whole when only a later page was seen before', () => {
  const pages = listed([[1, 2, 3], [4, 5, 6], [7]], true);
  let sweep = startSweep({ hint: 2, ordered: true });
  const etags: unknown[] = [];
  for (let next = nextRequest(sweep); next !== null; next = nextRequest(sweep)) {
    etags.push(next.ifNoneMatch);
    ({ sweep } = afterAnswer(sweep, { ...pages(next.page), etag: `W/"${next.page}"` }));
  }
  expect(etags).toEqual([null, null, null, null]);
});

it('a sweep ends at the third page in a row where nothing is, and says so', () => {
  const lie = read((number) => page(number === 1 ? [1, 2, 3] : [], { lastPage: 90, hasNext: true }));
  expect(lie).toEqual({
    asked: [1, 90, 89, 88],
    problem: "GitHub's Link header named page 90 as the last, and there was nothing there",
  });
});

it('a sweep that is over learns nothing from one more answer', () => {
  const { sweep } = afterAnswer(startSweep({ hint: null, ordered: true }), page([1]));
  expect(afterAnswer(sweep, page([5, 6, 7], { hasNext: true }))).toStrictEqual({ sweep, problem: null });
  expect(afterAnswer(sweep, page([1]))).toStrictEqual({ sweep, problem: null });
});
