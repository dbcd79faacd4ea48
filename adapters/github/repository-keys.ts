import type { DeployKey, OrgLogin, Repository } from '#core/credential.ts';
import type { Stop, Wait } from '#scan/ports.ts';
import { hasPermission } from './access.ts';
import { path } from './client.ts';
import { deployKey } from './deploy-key-item.ts';
import type { Interner } from './intern.ts';
import { type PagedList, wholeAnswer } from './list-page.ts';
import type { Asking } from './list-source.ts';
import { failed, outcomeOf } from './outcome.ts';
import { readList, startList } from './paged-list.ts';
import { SUBJECTS } from './subject.ts';
import { isNotFound, type Trouble } from './trouble.ts';

export interface RepositoryWithKeys {
  readonly repository: Repository;
  readonly deployKeys: number;
}

interface Read {
  readonly items: readonly DeployKey[];
  readonly requests: number;
  /** Repositories whose keys are not ours to see. */
  readonly hidden: number;
  /** Still to be read, because of `stop`. */
  readonly unread: readonly RepositoryWithKeys[];
  readonly unreadable: string | null;
  readonly stop: Stop | Wait | null;
}

interface Question {
  readonly org: OrgLogin;
  readonly repositories: readonly RepositoryWithKeys[];
  readonly intern: Interner;
  readonly signal: AbortSignal;
}

/** The keys of some repositories, all asked for at once. */
export async function readRepositoryKeys(asking: Asking, question: Question): Promise<Read> {
  const reads = await Promise.all(question.repositories.map((one) => readOne(asking, question, one)));
  return {
    items: reads.flatMap(({ items }) => items),
    requests: reads.reduce((sum, { requests }) => sum + requests, 0),
    hidden: reads.reduce((sum, { hidden }) => sum + hidden, 0),
    unread: reads.flatMap(({ unread }) => unread),
    unreadable: reads.find(({ unreadable }) => unreadable !== null)?.unreadable ?? null,
    stop: worst(reads.flatMap(({ stop }) => (stop === null ? [] : [stop]))),
  };
}

/** A wait passes by itself; what does not is the one to tell. */
function worst(stops: readonly (Stop | Wait)[]): Stop | Wait | null {
  return stops.find(({ kind }) => kind !== 'wait') ?? stops.at(-1) ?? null;
}

const NOTHING = { items: [], requests: 0, hidden: 0, unread: [], unreadable: null, stop: null };

async function readOne(asking: Asking, question: Question, one: RepositoryWithKeys): Promise<Read> {
  const list = keysOf(question.org, one.repository, question.intern);
  const options = { signal: question.signal, requestBudget: Number.POSITIVE_INFINITY };
  const part = await readList(asking.client, list, startList(list, one.deployKeys), options);
  const read: Read = {
    ...NOTHING,
    items: part.items,
    requests: part.pages,
    unreadable: part.state.unreadable,
  };
  if (part.end.kind === 'problem') return { ...read, stop: failed(part.end.reason) };
  if (part.end.kind !== 'trouble') return read;
  return { ...read, ...(await withoutKeys(asking, question, one, part.end.trouble)) };
}

/** @see https://docs.github.com/rest/deploy-keys/deploy-keys#list-deploy-keys */
function keysOf(org: OrgLogin, repository: Repository, intern: Interner): PagedList<DeployKey> {
  return {
    path: path`/repos/${org}/${repository.name}/keys`,
    ordered: false,
    itemsOf: wholeAnswer,
    key: 'id',
    parse: (raw) => deployKey(raw, repository, intern),
  };
}

/** One repository that says no is a hole; no permission at all, or no answer, stops the reading. */
async function withoutKeys(
  asking: Asking,
  { org, signal }: Question,
  one: RepositoryWithKeys,
  trouble: Trouble,
): Promise<Partial<Read>> {
  const stop = outcomeOf(trouble, SUBJECTS['deploy-keys'], asking.access);
  if (stop.kind !== 'refused' || trouble.kind !== 'answered') return { stop, unread: [one] };
  if (trouble.status === 403) {
    return hasPermission(asking.access, 'administration') ? { hidden: 1 } : { stop, unread: [one] };
  }
  const repository = await asking.client.get({ path: path`/repos/${org}/${one.repository.name}`, signal });
  if (repository.kind === 'answer') return { hidden: 1 };
  return isNotFound(repository)
    ? {}
    : { stop: outcomeOf(repository, SUBJECTS['deploy-keys'], asking.access), unread: [one] };
}
