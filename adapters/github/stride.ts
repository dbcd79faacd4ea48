import type { InventoryItem } from '#core/credential.ts';
import type { SourceStep, StepOptions, Stop, Wait } from '#scan/ports.ts';

/** One or a few requests of a source that reads in several ways. */
export interface Stride<State> {
  readonly state: State;
  readonly items: readonly InventoryItem[];
  readonly pages: number;
  /** How many things GitHub counts, where it does. */
  readonly total: number | null;
  readonly stop: Stop | Wait | null;
}

interface Gait<State> {
  /** How the reading ends in this state; null: it goes on. */
  end(state: State): SourceStep['next'] | null;
  /** `budget`: requests that are left for this step. */
  next(state: State, budget: number): Promise<Stride<State>>;
}

/** Goes on from `start` until the end, the budget or trouble. The state, as JSON, is the cursor. */
export async function stride<State>(
  start: State,
  options: Pick<StepOptions, 'requestBudget' | 'progress'>,
  gait: Gait<State>,
): Promise<SourceStep> {
  const items = new Map<string, InventoryItem>();
  const budget = Math.max(1, options.requestBudget);
  let state = start;
  let pages = 0;
  const step = (next: SourceStep['next']): SourceStep => ({ items: [...items.values()], pages, next });
  for (;;) {
    const end = gait.end(state);
    if (end !== null) return step(end);
    if (pages >= budget) return step({ kind: 'more', cursor: JSON.stringify(state) });
    const made = await gait.next(state, budget - pages);
    state = made.state;
    pages += made.pages;
    for (const item of made.items) items.set(item.id, item);
    options.progress(items.size, made.total);
    if (made.stop !== null) return step(stopped(made.stop, state));
  }
}

function stopped(stop: Stop | Wait, state: unknown): SourceStep['next'] {
  return stop.kind === 'wait' ? { ...stop, cursor: JSON.stringify(state) } : stop;
}
