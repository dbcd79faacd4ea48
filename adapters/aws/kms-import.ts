import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import {
  GetParametersForImportCommand,
  GetPublicKeyCommand,
  ImportKeyMaterialCommand,
  KMSClient,
  type KMSClientConfig,
} from '@aws-sdk/client-kms';
import type { Secret } from '#core/secret.ts';
import { KeyImportError } from './key-import-error.ts';
import { regionOfKey } from './kms-arn.ts';
import { WRAPPING_ALGORITHM, WRAPPING_KEY, wrappedKey } from './wrapped-key.ts';

/** GitHub makes no others, and the KMS key is made for one of these. */
const BITS = 2_048;

/**
 * Puts the App's private key into an empty KMS key, and asks KMS for its public half to see that it is there. The
 * same key may be imported again; another one never.
 *
 * @returns its fingerprint as GitHub shows it on the App's settings page, `SHA256:…`.
 * @throws {RangeError} when it is no ARN of a key.
 * @throws {KeyImportError} naming the KMS key and what to do.
 */
export async function importIntoKms(arn: string, pem: Secret, config: KMSClientConfig = {}): Promise<string> {
  const client = new KMSClient({ region: regionOfKey(arn), ...config });
  const key = createPrivateKey(pem.reveal());
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (bits !== BITS)
    throw new KeyImportError(failed(arn, `it is an RSA key of ${bits} bits, and GitHub's have ${BITS}`));
  try {
    await importWrapped(client, arn, key);
    const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: arn }));
    const fingerprint = fingerprintOf(createPublicKey(key).export({ type: 'spki', format: 'der' }));
    if (fingerprintOf(PublicKey) !== fingerprint) {
      throw new Error(`KMS has another one now (${fingerprintOf(PublicKey)}): give another KMS key`);
    }
    return fingerprint;
  } catch (error) {
    throw new KeyImportError(failed(arn, explain(error)), { cause: error });
  } finally {
    client.destroy();
  }
}

async function importWrapped(client: KMSClient, KeyId: string, key: KeyObject): Promise<void> {
  const { ImportToken, PublicKey } = await client.send(
    new GetParametersForImportCommand({
      KeyId,
      WrappingAlgorithm: WRAPPING_ALGORITHM,
      WrappingKeySpec: WRAPPING_KEY,
    }),
  );
  if (PublicKey === undefined) throw new Error('KMS gave no key to wrap it with');
  await client.send(
    new ImportKeyMaterialCommand({
      KeyId,
      ImportToken,
      EncryptedKeyMaterial: wrappedKey(key, PublicKey),
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
    }),
  );
}

/** https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/managing-private-keys-for-github-apps#verifying-private-keys */
function fingerprintOf(publicKey: Uint8Array | undefined): string {
  const digest = createHash('sha256').update(publicKey ?? '');
  return `SHA256:${digest.digest('base64')}`;
}

function failed(arn: string, why: string): string {
  return `The key was not imported into ${arn}: ${why}.`;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  switch (error.name) {
    case 'IncorrectKeyMaterialException':
      return 'the KMS key was made for another one, which was imported before. A KMS key takes the same again and never another: deploy a new one';
    case 'UnsupportedOperationException':
      return 'it was not made to take a key from outside (origin EXTERNAL). Give the output AppKeyArn of the stack';
    case 'KMSInvalidStateException':
      return 'it is about to be deleted. Cancel that, or deploy a new one';
    case 'NotFoundException':
      return 'there is no such KMS key in that account and region. Give the output AppKeyArn of the stack';
    case 'AccessDeniedException':
      return 'you may not do that. It takes kms:GetParametersForImport, kms:ImportKeyMaterial and kms:GetPublicKey';
    case 'CredentialsProviderError':
      return 'no AWS credentials are set. Set AWS_PROFILE, or what else the AWS command line takes';
    default:
      return error.message;
  }
}
