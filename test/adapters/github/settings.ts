import { generateKeyPairSync } from 'node:crypto';
import type { GitHubSettings } from '#adapters/github/github-settings.ts';
import { secret } from '#core/secret.ts';

export const TOKEN = 'ghp_0123456789abcdefghijklmnopqrstuvwxyzAB';

/** Signs in as a token, fast. */
export function tokenSettings(apiUrl: string, overrides: Partial<GitHubSettings> = {}): GitHubSettings {
  return {
    apiUrl,
    credential: { kind: 'token', token: secret(TOKEN) },
    requestsPerSecond: Number.POSITIVE_INFINITY,
    retryBaseMilliseconds: 1,
    timeoutMilliseconds: 2_000,
    userAgent: 'patrol-test',
    ...overrides,
  };
}

const pair = generateKeyPairSync('rsa', { modulusLength: 2_048 });

/** An RSA key in both forms GitHub Apps' keys come in. */
export const PKCS1 = pair.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
export const PKCS8 = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
export const PUBLIC = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
export const ENCRYPTED = pair.privateKey
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'swordfish' })
  .toString();

/** Signs in as an App, fast. */
export function appSettings(apiUrl: string, overrides: Partial<GitHubSettings> = {}): GitHubSettings {
  return tokenSettings(apiUrl, {
    credential: { kind: 'app', appId: '4711', privateKey: secret(PKCS8) },
    ...overrides,
  });
}
