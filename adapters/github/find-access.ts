import type { OrgLogin } from '#core/credential.ts';
import { installationUrl } from './api-url.ts';
import { type Answer, type GitHubClient, path } from './client.ts';
import { ConnectionError } from './connection-error.ts';
import { connectionErrorOf } from './connection-trouble.ts';
import { FieldError } from './field-error.ts';
import type { GitHubSettings } from './github-settings.ts';
import { type Installation, installation, ownApp } from './installation.ts';
import type { Asking } from './list-source.ts';
import { isNotFound, type Trouble } from './trouble.ts';
import type { Wire } from './wire.ts';

/** A client for one organisation, and what it may do there. @throws {ConnectionError} */
export async function findAccess(
  ways: Wire,
  settings: GitHubSettings,
  org: OrgLogin,
  signal: AbortSignal,
): Promise<Asking> {
  const { credential } = settings;
  if (credential.kind === 'token') {
    const client = ways.asToken();
    const answer = await client.get({ path: path`/orgs/${org}`, signal });
    // Single sign-on or an IP allow list may be in the way of everything but say so at each source, with what to do.
    if (!isRefused(answer)) required(answer, settings, () => noSuchOrganisation(org));
    // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
    const fineGrained = credential.token.reveal().startsWith('github_pat_');
    return { client, access: { kind: 'token', fineGrained } };
  }
  const found = await findInstallation(ways, settings, org, signal);
  const { id: installationId, permissions, repositorySelection } = found;
  return {
    client: ways.asInstallation(installationId),
    access: { kind: 'app', installationId, permissions, repositorySelection },
  };
}

/** @throws {ConnectionError} also when it is suspended. */
async function findInstallation(
  ways: Wire,
  settings: GitHubSettings,
  org: OrgLogin,
  signal: AbortSignal,
): Promise<Installation> {
  const client = ways.asApp();
  const answer = await client.get({ path: path`/orgs/${org}/installation`, signal });
  if (isNotFound(answer)) throw await notInstalled(client, ways, settings, org, signal);
  const found = parsed(() => installation(required(answer, settings).data));
  if (found.suspendedAt !== null) {
    throw new ConnectionError(
      `The App's installation on ${org} is suspended since ${found.suspendedAt}: nothing of ${org} is read. ` +
        `An owner of ${org} can unsuspend it ${found.settingsUrl === null ? "in the organisation's settings" : `at ${found.settingsUrl}`}.`,
      { problem: 'suspended' },
    );
  }
  return found;
}

async function notInstalled(
  app: GitHubClient,
  ways: Wire,
  settings: GitHubSettings,
  org: OrgLogin,
  signal: AbortSignal,
): Promise<ConnectionError> {
  const anybody = await ways.asNobody().get({ path: path`/orgs/${org}`, signal });
  if (isNotFound(anybody)) return noSuchOrganisation(org);
  const self = await app.get({ path: '/app', signal });
  const where =
    self.kind === 'answer'
      ? ` Install it at ${installationUrl(settings.apiUrl, parsed(() => ownApp(self.data)).slug)}`
      : '';
  return new ConnectionError(`The App is not installed on ${org}.${where}`, { problem: 'not-installed' });
}

function isRefused(answer: Answer | Trouble): boolean {
  return answer.kind === 'answered' && answer.status === 403 && !answer.signIn;
}

function noSuchOrganisation(org: OrgLogin): ConnectionError {
  return new ConnectionError(
    `GitHub shows no organisation ${org}. Check its spelling, and that it is on this server.`,
    { problem: 'no-such-organisation' },
  );
}

/** The answer. @throws {ConnectionError} `whenNotFound()` for a 404. */
export function required(
  answer: Answer | Trouble,
  settings: GitHubSettings,
  whenNotFound?: () => ConnectionError,
): Answer {
  if (answer.kind === 'answer') return answer;
  if (whenNotFound !== undefined && isNotFound(answer)) throw whenNotFound();
  throw connectionErrorOf(answer, settings.credential);
}

/** @throws {ConnectionError} where GitHub's answer is not as documented. */
export function parsed<Result>(parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    throw new ConnectionError(`GitHub's answer is not as documented: ${error.message}.`, {
      problem: 'not-github',
      cause: error,
    });
  }
}
