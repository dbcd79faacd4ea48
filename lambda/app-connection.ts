import { openAppKey } from '#adapters/aws/app-key.ts';
import { connectGitHub, type GitHubConnection } from '#adapters/github/connect.ts';
import type { GitHubCredential } from '#adapters/github/github-settings.ts';
import { readPrivateKey } from '#adapters/github/private-key.ts';
import { logger } from './telemetry.ts';

/** What a function that speaks to GitHub was deployed with (`lib/patrol.ts`). */
export interface AppEnvironment {
  readonly GITHUB_API_URL: string;
  readonly GITHUB_APP_ID: string;
  /** ARN of the KMS key, or of the secret, that holds the App's private key. */
  readonly PATROL_APP_KEY: string;
}

/** GitHub, as the App. */
export async function connectAsApp(env: AppEnvironment): Promise<GitHubConnection> {
  return connectGitHub({
    apiUrl: env.GITHUB_API_URL,
    credential: await appCredential(env),
    userAgent: 'patrol',
    log: (message) => logger.warn(message),
  });
}

async function appCredential(env: AppEnvironment): Promise<GitHubCredential> {
  const app = { kind: 'app', appId: env.GITHUB_APP_ID } as const;
  const key = await openAppKey(env.PATROL_APP_KEY);
  if ('createJwt' in key) return { ...app, createJwt: key.createJwt };
  return { ...app, privateKey: readPrivateKey(key.pem.reveal(), `The secret ${env.PATROL_APP_KEY}`) };
}
