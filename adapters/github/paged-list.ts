import { afterAnswer, nextRequest, type Sweep, startSweep } from '#core/sweep.ts';
import type { GitHubClient } from './client.ts';
import { listPage, type PagedList, PER_PAGE } from './list-page.ts';
import type { Trouble } from './trouble.ts';

/** Where a list stands, as JSON. */
export interface ListState {
  readonly sweep: Sweep;
  /** What could not be understood so far, the first of it. */
  readonly unreadable: string | null;
}

export interface PageOptions {
  readonly signal: AbortSignal;
  readonly requestBudget: number;
  /** Told after each page: different things so far in this part, and the total where GitHub names one. */
  onPage?(items: number, total: number | null): void;
}

/** Anything a list holds: `id` tells two apart. */
export interface Listed {
  readonly id: string | number;
}

export type ListEnd =
  | { readonly kind: 'more' }
  /** All pages were read; `unreadable` in the state may still say that they were not understood. */
  | { readonly kind: 'end' }
  /** The list cannot be trusted any further, and why. */
  | { readonly kind: 'problem'; readonly reason: string }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

export interface ListPart<Item extends Listed> {
  /** Each once, in no promised order. */
  readonly items: readonly Item[];
  readonly pages: number;
  readonly state: ListState;
  readonly end: ListEnd;
}

/** `expected`: how many things the list had last time; null: unknown. */
export function startList(list: { readonly ordered: boolean }, expected: number | null): ListState {
  const hint = expected === null ? null : Math.max(1, Math.ceil(expected / PER_PAGE));
  return { sweep: startSweep({ hint, ordered: list.ordered }), unreadable: null };
}

/** Reads on from `start` until the list ends, `requestBudget` is spent or something is wrong. */
export async function readList<Item extends Listed>(
  client: GitHubClient,
  list: PagedList<Item>,
  start: ListState,
  options: PageOptions,
): Promise<ListPart<Item>> {
  const seen = new Map<string | number, Item>();
  let state = start;
  for (let pages = 0; ; pages += 1) {
    const step = await readPage(client, list, state, { spent: pages >= options.requestBudget, ...options });
    state = step.state;
    for (const item of step.items) seen.set(item.id, item);
    if (step.brought) options.onPage?.(seen.size, step.total);
    if (step.end !== null) {
      return { items: [...seen.values()], pages: pages + (step.brought ? 1 : 0), state, end: step.end };
    }
  }
}

interface PageStep<Item> {
  readonly items: readonly Item[];
  readonly state: ListState;
  /** A page was read, whatever is wrong with it. */
  readonly brought: boolean;
  readonly total: number | null;
  /** Null: go on. */
  readonly end: ListEnd | null;
}

async function readPage<Item extends Listed>(
  client: GitHubClient,
  list: PagedList<Item>,
  state: ListState,
  options: { readonly spent: boolean; readonly signal: AbortSignal },
): Promise<PageStep<Item>> {
  const stopped = (end: ListEnd) => ({ items: [], state, brought: false, total: null, end });
  const request = nextRequest(state.sweep);
  if (request === null) return stopped({ kind: 'end' });
  if (options.spent) return stopped({ kind: 'more' });
  const answer = await client.get({
    path: list.path,
    query: [...(list.query ?? []), ['per_page', String(PER_PAGE)], ['page', String(request.page)]],
    ifNoneMatch: request.ifNoneMatch,
    signal: options.signal,
  });
  if (answer.kind !== 'answer') return stopped({ kind: 'trouble', trouble: answer });
  const page = listPage(list, answer, request.page);
  if (page === null)
    return stopped({ kind: 'problem', reason: `GitHub's answer for ${list.path} is not a list` });
  const { sweep, problem } = afterAnswer(state.sweep, page.answer);
  return {
    items: page.items,
    state: { sweep, unreadable: state.unreadable ?? page.unreadable },
    brought: true,
    total: list.totalOf?.(answer.data) ?? null,
    end: problem === null ? null : { kind: 'problem', reason: problem },
  };
}
