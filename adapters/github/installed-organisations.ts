import { type OrgLogin, orgLogin } from '#core/credential.ts';
import { ConnectionError } from './connection-error.ts';
import { connectionErrorOf } from './connection-trouble.ts';
import type { GitHubSettings } from './github-settings.ts';
import { installation } from './installation.ts';
import { wholeAnswer } from './list-page.ts';
import { readList, startList } from './paged-list.ts';
import type { Wire } from './wire.ts';

/** https://docs.github.com/rest/apps/apps#list-installations-for-the-authenticated-app */
export async function installedOrganisations(
  ways: Wire,
  settings: GitHubSettings,
  signal: AbortSignal,
): Promise<{ readonly organisations: readonly OrgLogin[]; readonly suspended: readonly OrgLogin[] }> {
  if (settings.credential.kind === 'token') {
    throw new ConnectionError(
      'Only a GitHub App knows on which organisations it is installed, and Patrol is signed in with a token. Name the organisations, or set GITHUB_APP_ID.',
      { problem: 'bad-credentials' },
    );
  }
  const list = {
    path: '/app/installations',
    ordered: false,
    itemsOf: wholeAnswer,
    key: 'id',
    parse: installation,
  };
  const options = { signal, requestBudget: Number.POSITIVE_INFINITY };
  const { items, state, end } = await readList(ways.asApp(), list, startList(list, null), options);
  if (end.kind === 'trouble') throw connectionErrorOf(end.trouble, settings.credential);
  const problem = end.kind === 'problem' ? end.reason : state.unreadable;
  if (problem !== null) {
    throw new ConnectionError(`The App's installations could not be read: ${problem}.`, {
      problem: 'not-github',
    });
  }
  const onOrganisations = items.filter(({ onOrganisation }) => onOrganisation);
  const logins = (suspended: boolean) =>
    onOrganisations
      .filter(({ suspendedAt }) => (suspendedAt !== null) === suspended)
      .map(({ account }) => orgLogin(account))
      .toSorted();
  return { organisations: logins(false), suspended: logins(true) };
}
