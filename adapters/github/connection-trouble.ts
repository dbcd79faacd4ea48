import { ConnectionError } from './connection-error.ts';
import type { GitHubCredential } from './github-settings.ts';
import { isCertificateCode } from './network-failure.ts';
import type { Trouble } from './trouble.ts';

type Answered = Extract<Trouble, { kind: 'answered' }>;

/** Trouble before anything could be read, as the error to tell. */
export function connectionErrorOf(trouble: Trouble, credential: GitHubCredential): ConnectionError {
  switch (trouble.kind) {
    case 'rate-limited':
      return new ConnectionError(`${trouble.reason}; it may be asked again at ${trouble.until}.`, {
        problem: 'wait',
        until: trouble.until,
      });
    case 'network':
      return new ConnectionError(`GitHub cannot be reached at ${trouble.host}: ${explain(trouble)}.`, {
        problem: 'unreachable',
      });
    case 'not-github':
      return new ConnectionError(
        `This is not GitHub's API: ${trouble.reason}. Check GITHUB_API_URL and proxies.`,
        { problem: 'not-github' },
      );
    case 'unsent':
      return new ConnectionError(
        `Patrol cannot sign in: ${trouble.reason}. Check the credential it was given.`,
        { problem: trouble.passing ? 'unreachable' : 'bad-credentials' },
      );
    case 'answered':
      return answered(trouble, credential);
    default:
      return trouble satisfies never;
  }
}

function answered(trouble: Answered, credential: GitHubCredential): ConnectionError {
  const said = `${trouble.status}, "${trouble.message}"`;
  if (/\bsuspended\b/i.test(trouble.message)) {
    return new ConnectionError(
      `The App's installation is suspended (${said}). An organisation owner can unsuspend it.`,
      { problem: 'suspended' },
    );
  }
  if (trouble.status === 401)
    return new ConnectionError(badCredentials(said, credential), { problem: 'bad-credentials' });
  return new ConnectionError(`GitHub does not answer as it should (${said}).`, { problem: 'unreachable' });
}

function badCredentials(said: string, credential: GitHubCredential): string {
  return credential.kind === 'app'
    ? `GitHub does not accept the App's key (${said}). Check that GITHUB_APP_ID (${credential.appId}) and the private key belong together, and that the key was not deleted.`
    : `GitHub does not accept the token (${said}). It is wrong, expired or revoked: make a new one.`;
}

function explain({ code, reason }: Extract<Trouble, { kind: 'network' }>): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `no such host is known (${code})`;
    case 'ECONNREFUSED':
      return 'nothing listens there (ECONNREFUSED)';
    case 'TIMEOUT':
      return 'it took too long to answer';
    case null:
      return reason;
    default:
      return isCertificateCode(code)
        ? `its certificate is not trusted (${code}); NODE_EXTRA_CA_CERTS names a file with your own authority`
        : code;
  }
}
