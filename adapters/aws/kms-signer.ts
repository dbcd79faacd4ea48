import { KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms';
import type { Signer } from '#scan/ports.ts';
import { kmsSign, SIGNING_ALGORITHM } from './kms-sign.ts';

const KEY_ARN = /^arn:[\w-]+:kms:([\w-]+):\d{12}:(?:key|alias)\/[\w/-]+$/;
const UNUSABLE =
  'it is disabled or about to be deleted, and nothing is committed without its signature. Enable it, or give another key (docs/deploy.md, "Signed history")';

/**
 * Signs digests with an RSA key in KMS, in the region that its ARN names.
 *
 * @throws {RangeError} when it is no ARN of a key.
 */
export function kmsSigner(arn: string, config: KMSClientConfig = {}): Signer {
  const region = KEY_ARN.exec(arn)?.[1];
  if (region === undefined) {
    throw new RangeError(
      `"${arn}" is no ARN of a KMS key, such as arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab.`,
    );
  }
  const client = new KMSClient({ region, ...config });
  return {
    async sign(digest) {
      const { key, signature } = await kmsSign(client, arn, digest, UNUSABLE);
      return { key, algorithm: SIGNING_ALGORITHM, value: Buffer.from(signature).toString('base64') };
    },
  };
}
