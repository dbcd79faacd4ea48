import type { OrgLogin } from '#core/credential.ts';
import type { ListingSource } from '#core/reading.ts';
import type { Stop, Wait } from '#scan/ports.ts';
import { path } from './client.ts';
import { connectionPage } from './connection-page.ts';
import { deployKeysEnd } from './deploy-keys-end.ts';
import { MEMBERS, REPOSITORIES_WITH_DEPLOY_KEYS } from './graphql-queries.ts';
import { parseAll } from './list-page.ts';
import type { Asking } from './list-source.ts';
import { failed, outcomeOf } from './outcome.ts';
import { ownerAsks } from './owner-asks.ts';
import { repositoryNode } from './repository-item.ts';
import { SUBJECTS } from './subject.ts';

/** What one cheap request tells about a source. */
export interface SourceSight {
  readonly source: ListingSource;
  readonly sight: 'visible' | 'refused' | 'unavailable' | 'failed' | 'wait';
  /** Why it is not visible, or not wholly; null: it is. */
  readonly reason: string | null;
  /** What to grant, in GitHub's words; null where that is not what is missing. */
  readonly missingPermission: string | null;
  /** What is lost while it is not visible; null while it is. */
  readonly lost: string | null;
}

export async function probe(
  asking: Asking,
  source: ListingSource,
  org: OrgLogin,
  signal: AbortSignal,
): Promise<SourceSight> {
  const stop = await ask(asking, source, org, signal);
  if (stop === null) return { source, sight: 'visible', reason: null, missingPermission: null, lost: null };
  return {
    source,
    sight: stop.kind,
    reason: stop.reason,
    missingPermission: stop.kind === 'refused' ? stop.missingPermission : null,
    lost: SUBJECTS[source].lost,
  };
}

/** Null: it is visible. */
function ask(
  asking: Asking,
  source: ListingSource,
  org: OrgLogin,
  signal: AbortSignal,
): Promise<Stop | Wait | null> {
  switch (source) {
    case 'fine-grained-tokens':
      return askRest(asking, source, path`/orgs/${org}/personal-access-tokens`, signal);
    case 'token-requests':
      return askRest(asking, source, path`/orgs/${org}/personal-access-token-requests`, signal);
    case 'sso-credentials':
      return askRest(asking, source, path`/orgs/${org}/credential-authorizations`, signal);
    case 'app-installations':
      return askRest(asking, source, path`/orgs/${org}/installations`, signal);
    case 'deploy-keys':
      return askForRepositories(asking, org, signal);
    case 'people':
      return askForMembers(asking, org, signal);
    default:
      return source satisfies never;
  }
}

async function askRest(
  { client, access }: Asking,
  source: ListingSource,
  address: string,
  signal: AbortSignal,
): Promise<Stop | Wait | null> {
  const answer = await client.get({ path: address, query: [['per_page', '1']], signal });
  return answer.kind === 'answer' ? null : outcomeOf(answer, SUBJECTS[source], access);
}

async function askForMembers(
  asking: Asking,
  org: OrgLogin,
  signal: AbortSignal,
): Promise<Stop | Wait | null> {
  const query = { source: 'people', query: MEMBERS, field: 'membersWithRole' } as const;
  const page = await connectionPage(asking, query, { org, after: null }, signal);
  if (page.kind !== 'page') return page;
  return page.hidden > 0 ? failed('GitHub counts members that it does not show to Patrol') : null;
}

async function askForRepositories(
  asking: Asking,
  org: OrgLogin,
  signal: AbortSignal,
): Promise<Stop | Wait | null> {
  const query = {
    source: 'deploy-keys',
    query: REPOSITORIES_WITH_DEPLOY_KEYS,
    field: 'repositories',
  } as const;
  const page = await connectionPage(asking, query, { org, after: null }, signal);
  if (page.kind !== 'page') return page;
  const { items } = parseAll(page.rows, { parse: repositoryNode });
  const visible = items.filter(({ deployKeys }) => deployKeys !== null).length;
  const hidden = page.hidden + items.length - visible;
  const owner = await ownerAsks(asking, org, signal);
  if (owner !== null && typeof owner === 'object') return owner;
  const seen = { hidden, visible, ownerAsks: owner, unreadable: null, note: null };
  const end = deployKeysEnd(seen, asking.access);
  return end.kind === 'refused' || end.kind === 'failed' ? end : null;
}
