import type { FineGrainedToken, OrgLogin, Repository, TokenRequest } from '#core/credential.ts';
import type { RepositoriesReader } from '#scan/ports.ts';
import { path } from './client.ts';
import { type PagedList, wholeAnswer } from './list-page.ts';
import type { Asking } from './list-source.ts';
import { failed, notUnderstood, outcomeOf } from './outcome.ts';
import { type ListPart, readList, startList } from './paged-list.ts';
import { repository } from './repository-item.ts';
import { SUBJECTS } from './subject.ts';
import { isNotFound } from './trouble.ts';

/** https://docs.github.com/rest/orgs/personal-access-tokens#list-repositories-a-fine-grained-personal-access-token-has-access-to */
export function tokenRepositories({ client, access }: Asking): RepositoriesReader {
  return {
    async read(org, holder, signal) {
      const list = listOf(org, holder);
      const options = { signal, requestBudget: Number.POSITIVE_INFINITY };
      const part = await readList(
        client,
        list,
        startList(list, holder.repositories?.length ?? null),
        options,
      );
      switch (part.end.kind) {
        case 'trouble':
          // Its list was ours to read a moment ago, so that 404 speaks of this token or request.
          return isNotFound(part.end.trouble)
            ? { kind: 'gone' }
            : outcomeOf(part.end.trouble, subjectOf(holder), access);
        case 'problem':
          return failed(part.end.reason);
        default:
          return part.state.unreadable === null ? readIn(part) : notUnderstood(part.state.unreadable);
      }
    },
  };
}

function readIn({ items, pages }: ListPart<Repository>) {
  const repositories = items.toSorted((one, other) => one.id - other.id);
  return { kind: 'read' as const, repositories, pages };
}

type Holder = FineGrainedToken | TokenRequest;

function listOf(org: OrgLogin, holder: Holder): PagedList<Repository> {
  return {
    path:
      holder.kind === 'fine-grained-token'
        ? path`/orgs/${org}/personal-access-tokens/${holder.grantId}/repositories`
        : path`/orgs/${org}/personal-access-token-requests/${holder.id}/repositories`,
    ordered: false,
    itemsOf: wholeAnswer,
    key: 'id',
    parse: repository,
  };
}

function subjectOf({ kind }: Holder) {
  return SUBJECTS[kind === 'token-request' ? 'token-requests' : 'fine-grained-tokens'];
}
