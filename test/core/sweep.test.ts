import fc from 'fast-check';
import { afterAnswer, nextRequest, type PageAnswer, type Sweep, startSweep } from '#core/sweep.ts';

const PER_PAGE = 3;

interface List {
  items: number[];
  next: number;
}
type Move = { readonly kind: 'remove'; readonly at: number } | { readonly kind: 'add' };

function apply(list: List, move: Move, newestFirst: boolean): void {
  if (move.kind === 'add') {
    const item = list.next;
    list.next += 1;
    if (newestFirst) list.items.unshift(item);
    else list.items.push(item);
  } else if (list.items.length > 0) {
    list.items.splice(move.at % list.items.length, 1);
  }
}

function applyAll(list: List, moves: readonly Move[] | undefined, newestFirst: boolean): void {
  for (const move of moves ?? []) apply(list, move, newestFirst);
}

function answerOf(items: readonly number[], page: number, link: boolean): PageAnswer {
  const shown = items.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const pages = Math.max(1, Math.ceil(items.length / PER_PAGE));
  const single = pages === 1 && page === 1;
  return {
    keys: shown,
    ids: shown.map(String),
    full: shown.length === PER_PAGE,
    lastPage: link && !single && page < pages ? pages : null,
    hasNext: link && !single ? page < pages : null,
    etag: null,
    notModified: false,
  };
}

interface Run {
  readonly seen: ReadonlySet<number>;
  readonly lived: readonly number[];
  readonly problem: string | null;
  readonly requests: number;
}

/** Reads a list while `moves[n]` happen right before request n is answered. */
function sweepOver(
  size: number,
  moves: readonly (readonly Move[])[],
  options: { link: boolean; hint: number | null; ordered: boolean; newestFirst?: boolean },
): Run {
  const items = Array.from({ length: size }, (_, index) => index + 1);
  const list: List = { items: options.newestFirst ? items.toReversed() : items, next: size + 1 };
  let lived = [...list.items];
  const seen = new Set<number>();
  let sweep: Sweep = startSweep(options);
  let requests = 0;
  for (;;) {
    const request = nextRequest(sweep);
    if (request === null) return { seen, lived, problem: null, requests };
    applyAll(list, moves[requests], options.newestFirst === true);
    lived = lived.filter((item) => list.items.includes(item));
    const answer = answerOf(list.items, request.page, options.link);
    for (const key of answer.keys) seen.add(key);
    requests += 1;
    expect(requests).toBeLessThan(500);
    const after = afterAnswer(JSON.parse(JSON.stringify(sweep)) as Sweep, answer);
    if (after.problem !== null) return { seen, lived, problem: after.problem, requests };
    sweep = after.sweep;
  }
}

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), at: fc.nat({ max: 40 }) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'add' as const }) },
);
const moves = fc.array(fc.array(move, { maxLength: 4 }), { maxLength: 30 });
const hint = fc.option(fc.integer({ min: 1, max: 12 }));

describe('a sweep over a list in ascending order', () => {
  it('has whatever lived through it, wherever things are removed and added between two pages', () => {
    fc.assert(
      fc.property(fc.nat({ max: 30 }), moves, fc.boolean(), hint, (size, steps, link, lastNight) => {
        const run = sweepOver(size, steps, { link, hint: lastNight, ordered: true });
        if (run.problem === null) expect([...run.lived].filter((item) => !run.seen.has(item))).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each(Array.from({ length: 10 }, (_, before) => before))(
    'loses nothing when the first thing is removed before request %d',
    (before) => {
      const steps = Array.from({ length: before + 1 }, (_, index): Move[] =>
        index === before ? [{ kind: 'remove', at: 0 }] : [],
      );
      const run = sweepOver(20, steps, { link: true, hint: null, ordered: true });
      expect(run.problem).toBeNull();
      expect(run.lived.every((item) => run.seen.has(item))).toBe(true);
    },
  );

  it.each<[string, number, number | null, number]>([
    ['an empty list', 0, null, 1],
    ['one page', 2, null, 1],
    ['seven pages never seen before: each once, and page 1 again', 20, null, 8],
    ['seven pages, as many as last night: each once', 20, 7, 7],
    ['a page more than last night: that page is asked first', 22, 7, 9],
    ['a page fewer than last night', 18, 7, 8],
  ])('asks for %s', (_, size, lastNight, requests) => {
    expect(sweepOver(size, [], { link: true, hint: lastNight, ordered: true }).requests).toBe(requests);
  });

  it('notices by itself that a list is ascending, and reads it once', () => {
    expect(sweepOver(20, [], { link: true, hint: 7, ordered: false }).requests).toBe(7);
  });

  it('finds the end of a list that has no Link header, then reads it backwards', () => {
    const run = sweepOver(20, [], { link: false, hint: null, ordered: true });
    expect(run.requests).toBe(13);
    expect(run.seen.size).toBe(20);
  });
});

describe('a sweep over a list in another order', () => {
  it('reads the newest-first list until two rounds agree', () => {
    const run = sweepOver(20, [], { link: true, hint: null, ordered: false, newestFirst: true });
    expect(run).toMatchObject({ problem: null, requests: 15 });
    expect(run.seen.size).toBe(20);
  });

  it('has what lived through it although one was added in front between two pages', () => {
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 30 }), fc.nat({ max: 8 }), (size, before) => {
        const steps = Array.from({ length: before + 1 }, (_, index): Move[] =>
          index === before ? [{ kind: 'add' }] : [],
        );
        const run = sweepOver(size, steps, { link: true, hint: null, ordered: false, newestFirst: true });
        expect(run.problem).toBeNull();
        expect(run.lived.every((item) => run.seen.has(item))).toBe(true);
      }),
    );
  });

  it('gives up with a reason when it never stands still', () => {
    const steps = Array.from({ length: 400 }, (): Move[] => [{ kind: 'add' }]);
    const run = sweepOver(20, steps, { link: true, hint: null, ordered: false, newestFirst: true });
    expect(run.problem).toContain('kept moving');
  });
});

describe('a sweep that is lied to', () => {
  const page = (ids: number[], extra: Partial<PageAnswer> = {}): PageAnswer => ({
    keys: ids,
    ids: ids.map(String),
    full: ids.length === PER_PAGE,
    lastPage: null,
    hasNext: null,
    etag: null,
    notModified: false,
    ...extra,
  });
  function feed(answer: (page: number, count: number) => PageAnswer): { problem: string; requests: number } {
    let sweep = startSweep({ hint: null, ordered: true });
    for (let count = 1; count < 50; count += 1) {
      const request = nextRequest(sweep);
      if (request === null) throw new Error('The sweep believed it.');
      const after = afterAnswer(sweep, answer(request.page, count));
      if (after.problem !== null) return { problem: after.problem, requests: count };
      sweep = after.sweep;
    }
    throw new Error('The sweep does not end.');
  }

  it('stops at a page that repeats', () => {
    expect(feed(() => page([1, 2, 3]))).toMatchObject({
      requests: 2,
      problem: expect.stringContaining('page 2'),
    });
    expect(feed(() => page([1, 2, 3], { lastPage: 9, hasNext: true })).problem).toContain('same items');
  });

  it('stops at a page that repeats page 1, although page 1 itself is answered with 304', () => {
    const shifted = (number: number, count: number) => {
      const notModified = number === 1 && count > 1;
      const ids = number === 3 ? [4, 5, 6] : [1, 2, 3];
      return page(notModified ? [] : ids, { lastPage: 3, hasNext: true, notModified });
    };
    expect(feed(shifted)).toMatchObject({
      requests: 4,
      problem: expect.stringContaining('same items as page 2'),
    });
  });

  it('stops at a Link header that names pages where nothing is', () => {
    const lie = feed((number) => page(number === 1 ? [1, 2, 3] : [], { lastPage: 1_000_000, hasNext: true }));
    expect(lie.requests).toBeLessThan(6);
    expect(lie.problem).toContain('1000000');
  });
});

it('believes a 304 for page 1: it is as the probe saw it', () => {
  let sweep = startSweep({ hint: null, ordered: false });
  const asked: unknown[] = [];
  const pages: Record<number, number[]> = { 1: [1, 2, 3], 2: [4, 5, 6], 3: [7] };
  for (let request = nextRequest(sweep); request !== null; request = nextRequest(sweep)) {
    asked.push(request);
    const keys = request.ifNoneMatch === null ? (pages[request.page] ?? []) : [];
    ({ sweep } = afterAnswer(sweep, {
      keys,
      ids: keys.map(String),
      full: keys.length === PER_PAGE,
      lastPage: 3,
      hasNext: request.page < 3,
      etag: `W/"${request.page}"`,
      notModified: request.ifNoneMatch !== null,
    }));
  }
  expect(asked).toEqual([
    { page: 1, ifNoneMatch: null },
    { page: 3, ifNoneMatch: null },
    { page: 2, ifNoneMatch: null },
    { page: 1, ifNoneMatch: 'W/"1"' },
  ]);
});
