import { KMSClient, type KMSClientConfig, SignCommand } from '@aws-sdk/client-kms';

/** GitHub refuses a token that lives longer than ten minutes, or was made in its future. */
const LIFETIME_SECONDS = 540;
const BACKDATED_SECONDS = 30;

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
    const signature = await sign(client, keyId, content);
    return {
      jwt: `${content}.${Buffer.from(signature).toString('base64url')}`,
      expiresAt: new Date(exp * 1_000).toISOString(),
    };
  };
}

async function sign(client: KMSClient, KeyId: string, content: string): Promise<Uint8Array> {
  try {
    const { Signature } = await client.send(
      new SignCommand({
        KeyId,
        Message: Buffer.from(content),
        MessageType: 'RAW',
        SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
      }),
    );
    if (Signature === undefined) throw new Error('KMS answered without a signature');
    return Signature;
  } catch (error) {
    throw new Error(`The KMS key ${KeyId} did not sign: ${explain(error)}`, { cause: error });
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  switch (error.name) {
    case 'KMSInvalidStateException':
    case 'DisabledException':
      return 'it is disabled, or the App\'s private key was not imported into it yet (docs/deploy.md, "The App\'s key")';
    case 'NotFoundException':
      return 'there is no such key in this account and region';
    case 'AccessDeniedException':
      return 'this function may not use it';
    default:
      return error.message;
  }
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
