import { pagePosition } from '#adapters/github/link.ts';

const GITHUB = 'https://api.github.com/organizations/1/personal-access-tokens';

it.each<[string, string | undefined, ReturnType<typeof pagePosition>]>([
  ['no header', undefined, { lastPage: null, hasNext: null }],
  ['an empty header', ' ', { lastPage: null, hasNext: null }],
  [
    'the first page of three',
    `<${GITHUB}?per_page=100&page=2>; rel="next", <${GITHUB}?per_page=100&page=3>; rel="last"`,
    { lastPage: 3, hasNext: true },
  ],
  [
    'the last page',
    `<${GITHUB}?page=2>; rel="prev", <${GITHUB}?page=1>; rel="first"`,
    { lastPage: null, hasNext: false },
  ],
  [
    'page as the first parameter',
    `<${GITHUB}?page=12&per_page=100>; rel="last"`,
    { lastPage: 12, hasNext: false },
  ],
  [
    'a parameter that only ends in page',
    `<${GITHUB}?per_page=100>; rel="last"`,
    { lastPage: null, hasNext: false },
  ],
  [
    'a cursor in place of a page',
    `<${GITHUB}?after=Y3Vyc29yOjE=>; rel="next"`,
    { lastPage: null, hasNext: true },
  ],
  [
    'relations without quotes',
    `<${GITHUB}?page=2>; rel=next, <${GITHUB}?page=9>; rel=last`,
    { lastPage: 9, hasNext: true },
  ],
  ['a number beyond reason', `<${GITHUB}?page=99999999999>; rel="last"`, { lastPage: null, hasNext: false }],
  ['page 0', `<${GITHUB}?page=0>; rel="last"`, { lastPage: null, hasNext: false }],
  [
    'a relation that only begins like one',
    `<${GITHUB}?page=2>; rel="nextish"`,
    { lastPage: null, hasNext: false },
  ],
  [
    'commas within an address',
    `<${GITHUB}?a=1,2&page=2>; rel="next", <${GITHUB}?page=5>; rel="last"`,
    { lastPage: 5, hasNext: true },
  ],
  ['nonsense', 'page=7; rel=last', { lastPage: null, hasNext: false }],
])('of a Link header that is %s', (_, header, position) => {
  expect(pagePosition(header)).toEqual(position);
});
