import type { OrgLogin, Person } from '#core/credential.ts';
import type { Source, SourceStep, StepOptions } from '#scan/ports.ts';
import { path } from './client.ts';
import { confirmPeople } from './confirm-people.ts';
import { connectionPage } from './connection-page.ts';
import { WALK_START, type Walk, walkOn } from './connection-walk.ts';
import { MEMBERS } from './graphql-queries.ts';
import { type Interner, interner } from './intern.ts';
import { type PagedList, parseAll, wholeAnswer } from './list-page.ts';
import { type Asking, endOf } from './list-source.ts';
import { failed, outcomeOf } from './outcome.ts';
import { type ListState, readList, startList } from './paged-list.ts';
import { member, outsideCollaborator } from './person-item.ts';
import { type Stride, stride } from './stride.ts';
import { SUBJECTS } from './subject.ts';

/** Outside collaborators come first: who is in both lists became a member meanwhile, and the later one counts. */
interface State {
  /** Null: read to its end. */
  readonly outside: ListState | null;
  readonly members: Walk | null;
  readonly note: string | null;
  /** Members that GitHub counts and does not show. */
  readonly hidden: number;
  readonly unreadable: string | null;
}

const NOTHING_READ = { members: WALK_START, note: null, hidden: 0, unreadable: null };

/** Members with role and second factor (GraphQL), and outside collaborators (REST). */
export function people(asking: Asking): Source {
  const intern = interner();
  return {
    name: 'people',
    // One request for each member among them.
    confirmAtOnce: 25,
    read(org, cursor, options) {
      const list = outsideList(org, intern);
      const start: State =
        cursor === null ? { outside: startList(list, null), ...NOTHING_READ } : JSON.parse(cursor);
      return stride(start, options, {
        end,
        next: (state, requestBudget) =>
          state.outside === null
            ? readMembers(asking, { org, intern, signal: options.signal }, state)
            : readOutside(asking, list, state, { ...options, requestBudget }),
      });
    },
    confirm: (org, absent, signal) =>
      confirmPeople(asking, outsideList(org, intern), { org, absent, signal }),
  };
}

function outsideList(org: OrgLogin, intern: Interner): PagedList<Person> {
  return {
    path: path`/orgs/${org}/outside_collaborators`,
    ordered: false,
    itemsOf: wholeAnswer,
    key: 'id',
    parse: (raw) => outsideCollaborator(raw, intern),
  };
}

async function readOutside(
  { client, access }: Asking,
  list: PagedList<Person>,
  before: State,
  { signal, requestBudget }: Pick<StepOptions, 'signal' | 'requestBudget'>,
): Promise<Stride<State>> {
  const start = before.outside ?? startList(list, null);
  const { items, pages, state, end } = await readList(client, list, start, { signal, requestBudget });
  const made = { items, pages, total: null, state: { ...before, outside: state }, stop: null };
  switch (end.kind) {
    case 'more':
      return made;
    case 'end':
      return { ...made, state: { ...before, outside: null, unreadable: state.unreadable } };
    case 'problem':
      return { ...made, stop: failed(end.reason) };
    case 'trouble':
      return { ...made, stop: outcomeOf(end.trouble, SUBJECTS.people, access) };
    default:
      return end satisfies never;
  }
}

async function readMembers(
  asking: Asking,
  { org, intern, signal }: { org: OrgLogin; intern: Interner; signal: AbortSignal },
  state: State,
): Promise<Stride<State>> {
  const walk = state.members ?? WALK_START;
  const query = { source: 'people', query: MEMBERS, field: 'membersWithRole' } as const;
  const page = await connectionPage(asking, query, { org, after: walk.after }, signal);
  if (page.kind !== 'page') return { state, items: [], pages: 0, total: null, stop: page };
  const { items, unreadable } = parseAll(page.rows, { parse: (raw) => member(raw, intern) });
  const on = walkOn(walk, page);
  return {
    state: {
      outside: null,
      members: on.walk,
      note: on.note,
      hidden: state.hidden + page.hidden,
      unreadable: state.unreadable ?? unreadable,
    },
    items,
    pages: 1,
    total: page.total,
    stop: null,
  };
}

function end({ outside, members, note, hidden, unreadable }: State): SourceStep['next'] | null {
  if (outside !== null || members !== null) return null;
  if (hidden > 0) {
    const counted = hidden === 1 ? 'one member' : `${hidden} members`;
    return failed(`GitHub counts ${counted} and does not show them to Patrol`);
  }
  return endOf(unreadable, note);
}
