import { type KMSClient, KMSServiceException, SignCommand } from '@aws-sdk/client-kms';
import { SigningError } from '#core/signing-error.ts';

/** RSA's deterministic one: the same key and message give the same signature, however often they are signed. */
export const SIGNING_ALGORITHM = 'RSASSA_PKCS1_V1_5_SHA_256';

export interface KmsSignature {
  readonly signature: Uint8Array;
  /** ARN of the key that signed, whatever it was called by. */
  readonly key: string;
}

/**
 * Signs with an RSA key that never leaves KMS.
 *
 * @param unusable why the key may be there and not sign, for a person.
 * @throws {SigningError} naming the key and what to do.
 */
export async function kmsSign(
  client: KMSClient,
  KeyId: string,
  message: string,
  unusable: string,
): Promise<KmsSignature> {
  try {
    const { KeyId: key, Signature } = await client.send(
      new SignCommand({
        KeyId,
        Message: Buffer.from(message),
        MessageType: 'RAW',
        SigningAlgorithm: SIGNING_ALGORITHM,
      }),
    );
    if (Signature === undefined) throw new Error('KMS answered without a signature');
    return { signature: Signature, key: key ?? KeyId };
  } catch (error) {
    throw new SigningError(`The KMS key ${KeyId} did not sign: ${explain(error, unusable)}`, {
      passing: isPassing(error),
      cause: error,
    });
  }
}

/** KMS refuses for good with a 400 that is no throttling. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof KMSServiceException)) return true;
  return error.$fault === 'server' || error.$retryable !== undefined;
}

function explain(error: unknown, unusable: string): string {
  if (!(error instanceof Error)) return String(error);
  switch (error.name) {
    case 'KMSInvalidStateException':
    case 'DisabledException':
      return unusable;
    case 'NotFoundException':
      return 'there is no such key in this account and region';
    case 'AccessDeniedException':
      return 'whoever runs this may not use it (kms:Sign)';
    case 'InvalidKeyUsageException':
    case 'ValidationException':
      return `it is no RSA key for signing (${error.message})`;
    default:
      return error.message;
  }
}
