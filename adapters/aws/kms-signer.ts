import { KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms';
import type { Signer } from '#scan/ports.ts';
import { regionOfKey } from './kms-arn.ts';
import { kmsSign, SIGNING_ALGORITHM } from './kms-sign.ts';

const UNUSABLE =
  'it is disabled or about to be deleted, and nothing is committed without its signature. Enable it, or give another key (docs/deploy.md, "Signed history")';

/**
 * Signs digests with an RSA key in KMS, in the region that its ARN names.
 *
 * @throws {RangeError} when it is no ARN of a key.
 */
export function kmsSigner(arn: string, config: KMSClientConfig = {}): Signer {
  const client = new KMSClient({ region: regionOfKey(arn), ...config });
  return {
    async sign(digest) {
      const { key, signature } = await kmsSign(client, arn, digest, UNUSABLE);
      return { key, algorithm: SIGNING_ALGORITHM, value: Buffer.from(signature).toString('base64') };
    },
  };
}
