import { readFileSync } from 'node:fs';
import { type Secret, secret } from '#core/secret.ts';
import { readApiUrl } from './api-url.ts';
import { DEFAULT_API_URL, type GitHubCredential, type GitHubSettings } from './github-settings.ts';
import { readPrivateKey } from './private-key.ts';
import { SettingsError } from './settings-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * GitHub's settings out of environment variables; a variable set to nothing counts as not set.
 *
 * @throws {SettingsError} saying which variable is wrong and how to mend it.
 */
export function settingsFromEnvironment(environment: Environment): GitHubSettings {
  const apiUrl = variable(environment, 'GITHUB_API_URL');
  const rate = variable(environment, 'GITHUB_REQUESTS_PER_SECOND');
  return {
    apiUrl: apiUrl === null ? DEFAULT_API_URL : readApiUrl(apiUrl, 'GITHUB_API_URL'),
    credential: credential(environment),
    ...(rate === null ? {} : { requestsPerSecond: requestsPerSecond(rate) }),
  };
}

function credential(environment: Environment): GitHubCredential {
  const token = variable(environment, 'GITHUB_TOKEN');
  const appId = variable(environment, 'GITHUB_APP_ID');
  const keys = ['GITHUB_APP_PRIVATE_KEY', 'GITHUB_APP_PRIVATE_KEY_FILE'].filter(
    (name) => variable(environment, name) !== null,
  );
  if (token !== null && (appId !== null || keys.length > 0)) {
    throw new SettingsError(
      `GITHUB_TOKEN and ${appId === null ? keys.join(' and ') : 'GITHUB_APP_ID'} are both set. Unset one: as the App, Patrol sees more.`,
    );
  }
  if (token !== null) return { kind: 'token', token: secret(oneLine(token)) };
  if (appId === null && keys.length === 0) {
    throw new SettingsError(
      'No credential for GitHub is set. Set GITHUB_APP_ID with GITHUB_APP_PRIVATE_KEY_FILE (or GITHUB_APP_PRIVATE_KEY) to be a GitHub App, or GITHUB_TOKEN, which sees less.',
    );
  }
  return { kind: 'app', appId: checkedAppId(appId, keys), privateKey: privateKey(environment, keys) };
}

function checkedAppId(appId: string | null, keys: readonly string[]): string {
  if (appId === null) {
    throw new SettingsError(
      `${keys.join(' and ')} is set, but GITHUB_APP_ID is not. It is on the App's settings page.`,
    );
  }
  if (!/^[\w.-]{1,100}$/.test(appId)) {
    throw new SettingsError(
      "GITHUB_APP_ID is neither a number nor a client id. It is on the App's settings page, such as 123456.",
    );
  }
  return appId;
}

function privateKey(environment: Environment, keys: readonly string[]): Secret {
  if (keys.length === 0) {
    throw new SettingsError(
      "GITHUB_APP_ID is set, but the App's private key is not. Set GITHUB_APP_PRIVATE_KEY_FILE to the .pem file, or GITHUB_APP_PRIVATE_KEY to what is in it.",
    );
  }
  if (keys.length > 1) throw new SettingsError(`${keys.join(' and ')} are both set. Unset one of them.`);
  const inline = variable(environment, 'GITHUB_APP_PRIVATE_KEY');
  if (inline !== null) return readPrivateKey(inline, 'GITHUB_APP_PRIVATE_KEY');
  return readPrivateKey(
    keyFile(variable(environment, 'GITHUB_APP_PRIVATE_KEY_FILE') ?? ''),
    'The file GITHUB_APP_PRIVATE_KEY_FILE names',
  );
}

function keyFile(path: string): string {
  // Somebody who puts the key itself here must not see it in "no such file".
  if (path.includes('-----BEGIN')) {
    throw new SettingsError(
      'GITHUB_APP_PRIVATE_KEY_FILE holds a key, not the path of a file. Set GITHUB_APP_PRIVATE_KEY instead.',
    );
  }
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingsError(`GITHUB_APP_PRIVATE_KEY_FILE: ${path} ${whyUnreadable(error)}.`, {
      cause: error,
    });
  }
}

function whyUnreadable(error: unknown): string {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'EISDIR') return 'is a folder, not a file';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by this user';
  return `cannot be read (${code})`;
}

function oneLine(token: string): string {
  if (/[\s\p{Cc}]/u.test(token)) {
    throw new SettingsError('GITHUB_TOKEN has a space or a line break in it, so it is not one token.');
  }
  return token;
}

function requestsPerSecond(text: string): number {
  const value = Number(text);
  if (!(value > 0)) {
    throw new SettingsError('GITHUB_REQUESTS_PER_SECOND is not a number above 0, such as 14.');
  }
  return value;
}

function variable(environment: Environment, name: string): string | null {
  const value = environment[name]?.trim() ?? '';
  return value === '' ? null : value;
}
