import type { OrgLogin } from '#core/credential.ts';
import type { Source } from '#scan/ports.ts';
import { confirmDeployKeys } from './confirm-deploy-keys.ts';
import { connectionPage } from './connection-page.ts';
import { WALK_START, type Walk, walkOn } from './connection-walk.ts';
import { deployKeysEnd, type Holes } from './deploy-keys-end.ts';
import { REPOSITORIES_WITH_DEPLOY_KEYS } from './graphql-queries.ts';
import { type Interner, interner } from './intern.ts';
import { parseAll } from './list-page.ts';
import type { Asking } from './list-source.ts';
import { ownerAsks } from './owner-asks.ts';
import { repositoryNode } from './repository-item.ts';
import { type RepositoryWithKeys, readRepositoryKeys } from './repository-keys.ts';
import { type Stride, stride } from './stride.ts';

/** Repositories are found by GraphQL, a hundred at once; the keys of those that have any are read by REST. */
interface State {
  /** Null: all repositories are found. */
  readonly walk: Walk | null;
  /** Found, and their keys not yet read. */
  readonly pending: readonly RepositoryWithKeys[];
  readonly holes: Holes;
}

const START: State = {
  walk: WALK_START,
  pending: [],
  holes: { hidden: 0, visible: 0, ownerAsks: null, unreadable: null, note: null },
};

/** Repositories whose keys are asked for at the same time. */
const WIDTH = 8;

interface Question {
  readonly org: OrgLogin;
  readonly intern: Interner;
  readonly signal: AbortSignal;
}

export function deployKeys(asking: Asking): Source {
  const intern = interner();
  return {
    name: 'deploy-keys',
    confirmAtOnce: 20,
    read(org, cursor, options) {
      const question = { org, intern, signal: options.signal };
      const start: State = cursor === null ? START : JSON.parse(cursor);
      return stride(start, options, {
        end: ({ walk, pending, holes }) =>
          walk === null && pending.length === 0 ? deployKeysEnd(holes, asking.access) : null,
        next: (state, budget) =>
          state.pending.length === 0
            ? findRepositories(asking, question, state)
            : readPending(asking, question, state, Math.min(WIDTH, budget)),
      });
    },
    confirm: (org, absent, signal) => confirmDeployKeys(asking, { org, absent, intern, signal }),
  };
}

async function findRepositories(
  asking: Asking,
  { org, signal }: Question,
  state: State,
): Promise<Stride<State>> {
  const walk = state.walk ?? WALK_START;
  const query = {
    source: 'deploy-keys',
    query: REPOSITORIES_WITH_DEPLOY_KEYS,
    field: 'repositories',
  } as const;
  const page = await connectionPage(asking, query, { org, after: walk.after }, signal);
  if (page.kind !== 'page') return { state, items: [], pages: 0, total: null, stop: page };
  const owner = walk.after === null ? await ownerAsks(asking, org, signal) : state.holes.ownerAsks;
  if (owner !== null && typeof owner === 'object')
    return { state, items: [], pages: 0, total: null, stop: owner };
  const { items: found, unreadable } = parseAll(page.rows, { parse: repositoryNode });
  const visible = found.filter(({ deployKeys: count }) => count !== null).length;
  const on = walkOn(walk, page);
  const holes: Holes = {
    hidden: state.holes.hidden + page.hidden + found.length - visible,
    visible: state.holes.visible + visible,
    ownerAsks: owner,
    unreadable: state.holes.unreadable ?? unreadable,
    note: on.note,
  };
  const pending = found.filter((one): one is RepositoryWithKeys => (one.deployKeys ?? 0) > 0);
  return { state: { walk: on.walk, pending, holes }, items: [], pages: 1, total: null, stop: null };
}

async function readPending(
  asking: Asking,
  question: Question,
  { walk, pending, holes }: State,
  width: number,
): Promise<Stride<State>> {
  const repositories = pending.slice(0, width);
  const read = await readRepositoryKeys(asking, { ...question, repositories });
  const state: State = {
    walk,
    pending: [...read.unread, ...pending.slice(width)],
    holes: {
      ...holes,
      hidden: holes.hidden + read.hidden,
      unreadable: holes.unreadable ?? read.unreadable,
    },
  };
  return { state, items: read.items, pages: read.requests, total: null, stop: read.stop };
}
