import { KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms';
import { kmsSign } from './kms-sign.ts';

/** GitHub refuses a token that lives longer than ten minutes, or was made in its future. */
const LIFETIME_SECONDS = 540;
const BACKDATED_SECONDS = 30;
const UNUSABLE =
  'it is disabled, or the App\'s private key was not imported into it yet (docs/deploy.md, "The App\'s key")';

/** In the form in which @octokit/auth-app takes it. */
export type CreateJwt = (
  appId: string | number,
  timeDifference?: number,
) => Promise<{ readonly jwt: string; readonly expiresAt: string }>;

/**
 * Makes the App's JWTs with a key that never leaves KMS: it may sign, and nobody can read it.
 * https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 *
 * @param now epoch milliseconds.
 */
export function kmsJwt(keyId: string, config: KMSClientConfig = {}, now: () => number = Date.now): CreateJwt {
  const client = new KMSClient(config);
  return async (appId, timeDifference = 0) => {
    const iat = Math.floor(now() / 1_000) + timeDifference - BACKDATED_SECONDS;
    const exp = iat + BACKDATED_SECONDS + LIFETIME_SECONDS;
    const content = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded({ iat, exp, iss: `${appId}` })}`;
    const { signature } = await kmsSign(client, keyId, content, UNUSABLE);
    return {
      jwt: `${content}.${Buffer.from(signature).toString('base64url')}`,
      expiresAt: new Date(exp * 1_000).toISOString(),
    };
  };
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
