import {
  constants,
  createCipheriv,
  createPublicKey,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';

/** What KMS unwraps: RFC 5649 as PKCS #11 has it, CKM_RSA_AES_KEY_WRAP. */
export const WRAPPING_ALGORITHM = 'RSA_AES_KEY_WRAP_SHA_256';
export const WRAPPING_KEY = 'RSA_4096';

/** RFC 5649 §3: the start of every key that is wrapped with padding. */
const PADDED = Buffer.from('A65959A6', 'hex');
const AES_KEY_BYTES = 32;

/**
 * A private key as KMS takes it: an AES key that only KMS can read, then the key itself (PKCS #8) under that one.
 * https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-encrypt-key-material.html
 *
 * @param wrappingKey DER, as GetParametersForImport gives it.
 */
export function wrappedKey(privateKey: KeyObject, wrappingKey: Uint8Array): Buffer {
  const aesKey = randomBytes(AES_KEY_BYTES);
  const cipher = createCipheriv('id-aes256-wrap-pad', aesKey, PADDED);
  const key = createPublicKey({ key: Buffer.from(wrappingKey), format: 'der', type: 'spki' });
  return Buffer.concat([
    publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, aesKey),
    cipher.update(privateKey.export({ type: 'pkcs8', format: 'der' })),
    cipher.final(),
  ]);
}
