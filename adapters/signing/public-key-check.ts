import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { SignatureCheck } from '#core/history/signatures.ts';

const SHORTEST_RSA = 2_048;
const HOW_TO_GET =
  'aws kms get-public-key --key-id KEY --query PublicKey --output text | base64 -d > signing.der';

/**
 * Checks signatures over SHA-256 with the key in a file, as `aws kms get-public-key` gives it (SPKI, DER) or as PEM:
 * ECDSA where it is an elliptic curve's, else RSASSA-PKCS1-v1_5. The key says which, never the signature.
 *
 * @throws {RangeError} when it is no public key, or one that signs otherwise.
 */
export function publicKeyCheck(file: Uint8Array): SignatureCheck {
  const key = parse(Buffer.from(file));
  return (digest, signature) => verify('sha256', Buffer.from(digest), key, Buffer.from(signature, 'base64'));
}

function parse(file: Buffer): KeyObject {
  if (file.includes('PRIVATE KEY')) {
    throw new RangeError(`this is a private key, which has no business here. The public one: ${HOW_TO_GET}`);
  }
  const key = read(file);
  const { asymmetricKeyDetails: details, asymmetricKeyType: type } = key;
  if (type === 'ec' || (type === 'rsa' && (details?.modulusLength ?? 0) >= SHORTEST_RSA)) return key;
  const length = type === 'rsa' ? ` of ${details?.modulusLength} bits` : '';
  throw new RangeError(
    `a key of type ${type}${length} signs no digests of Patrol: RSA of 2048 bits or more does, or EC.`,
  );
}

function read(file: Buffer): KeyObject {
  try {
    if (file.includes('-----BEGIN')) return createPublicKey(file);
    return createPublicKey({ key: file, format: 'der', type: 'spki' });
  } catch (cause) {
    throw new RangeError(`this is no public key. One comes from: ${HOW_TO_GET}`, { cause });
  }
}
