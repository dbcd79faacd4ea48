import type { InventoryItem, OrgLogin } from '#core/credential.ts';
import type { ListingSource } from '#core/reading.ts';
import type { Confirmation, Cursor, Source, SourceStep, StepOptions } from '#scan/ports.ts';
import type { Access } from './access.ts';
import type { GitHubClient } from './client.ts';
import type { PagedList } from './list-page.ts';
import { failed, notUnderstood, outcomeOf } from './outcome.ts';
import { type ListEnd, type ListState, readList, startList } from './paged-list.ts';
import { SUBJECTS } from './subject.ts';

/** A client and what it may do: what every source asks with. */
export interface Asking {
  readonly client: GitHubClient;
  readonly access: Access;
}

interface ListSource<Item extends InventoryItem> {
  readonly name: ListingSource;
  readonly confirmAtOnce: number;
  list(org: OrgLogin): PagedList<Item>;
  confirm(org: OrgLogin, absent: readonly InventoryItem[], signal: AbortSignal): Promise<Confirmation>;
}

/** A source that is one list with numbered pages. Its cursor is the list's state. */
export function listSource<Item extends InventoryItem>(
  asking: Asking,
  { name, confirmAtOnce, list, confirm }: ListSource<Item>,
): Source {
  return {
    name,
    confirmAtOnce,
    confirm,
    async read(org, cursor, options): Promise<SourceStep> {
      const listed = list(org);
      const start =
        cursor === null ? startList(listed, options.lastCount) : (JSON.parse(cursor) as ListState);
      const { items, pages, state, end } = await readList(asking.client, listed, start, pageOptions(options));
      return { items, pages, next: nextStep(asking, name, end, state) };
    },
  };
}

function pageOptions(options: StepOptions) {
  return {
    signal: options.signal,
    requestBudget: Math.max(1, options.requestBudget),
    onPage: (seen: number, total: number | null) => options.progress(seen, total),
  };
}

function nextStep(
  { access }: Asking,
  name: ListingSource,
  end: ListEnd,
  state: ListState,
): SourceStep['next'] {
  const cursor: Cursor = JSON.stringify(state);
  switch (end.kind) {
    case 'more':
      return { kind: 'more', cursor };
    case 'end':
      return endOf(state.unreadable);
    case 'problem':
      return failed(end.reason);
    case 'trouble': {
      const outcome = outcomeOf(end.trouble, SUBJECTS[name], access);
      return outcome.kind === 'wait' ? { ...outcome, cursor } : outcome;
    }
    default:
      return end satisfies never;
  }
}

/** The end of a list of which all could be understood, or not: then it is not complete, whatever it has. */
export function endOf(unreadable: string | null, note: string | null = null): SourceStep['next'] {
  return unreadable === null ? { kind: 'end', note } : notUnderstood(unreadable);
}
