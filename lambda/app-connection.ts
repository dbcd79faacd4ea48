import { openAppKey } from '#adapters/aws/app-key.ts';
import type { GitHubConnection } from '#adapters/github/connect.ts';
import type { GitHubCredential } from '#adapters/github/github-settings.ts';
import { logger } from './telemetry.ts';

/** What a function that speaks to GitHub was deployed with (`lib/patrol.ts`). */
export interface AppEnvironment {
  readonly GITHUB_API_URL: string;
  readonly GITHUB_APP_ID: string;
  /** ARN of the KMS key, or of the secret, that holds the App's private key. */
  readonly PATROL_APP_KEY: string;
}

let made: Promise<GitHubConnection> | null = null;

/**
 * GitHub, as the App: made once for every sandbox, and loaded by who asks. A failure, such as a secret that is not there
 * yet, is not kept: the next try reads it again.
 */
export function appConnection(env: AppEnvironment): Promise<GitHubConnection> {
  made ??= connect(env).catch((error: unknown) => {
    made = null;
    throw error;
  });
  return made;
}

async function connect(env: AppEnvironment): Promise<GitHubConnection> {
  const credential = await appCredential(env);
  const { connectGitHub } = await import('#adapters/github/connect.ts');
  return connectGitHub({
    apiUrl: env.GITHUB_API_URL,
    credential,
    userAgent: 'patrol',
    log: (message) => logger.warn(message),
  });
}

async function appCredential(env: AppEnvironment): Promise<GitHubCredential> {
  const app = { kind: 'app', appId: env.GITHUB_APP_ID } as const;
  const key = await openAppKey(env.PATROL_APP_KEY);
  if ('createJwt' in key) return { ...app, createJwt: key.createJwt };
  const { readPrivateKey } = await import('#adapters/github/private-key.ts');
  return { ...app, privateKey: readPrivateKey(key.pem.reveal(), `The secret ${env.PATROL_APP_KEY}`) };
}
