import {
  constants,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto';
import { awsServer } from './aws-server.ts';

const AES_BYTES = 512;
/** Seconds to make, so once. */
const wrapping = generateKeyPairSync('rsa', { modulusLength: 4_096 });
const TOKEN = Buffer.from('this import is yours').toString('base64');

/** A KMS with one key that takes material from outside: it unwraps what comes, and refuses a second key as KMS does. */
export async function importingKms(instead: Readonly<Record<string, object | string>> = {}) {
  let imported: KeyObject | null = null;
  const answers: Readonly<Record<string, (body: Readonly<Record<string, string>>) => object | string>> = {
    'TrentService.GetParametersForImport': () => ({
      ImportToken: TOKEN,
      PublicKey: wrapping.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    }),
    'TrentService.ImportKeyMaterial': ({ EncryptedKeyMaterial = '', ImportToken }) => {
      if (ImportToken !== TOKEN) return 'InvalidImportTokenException';
      const key = unwrapped(Buffer.from(EncryptedKeyMaterial, 'base64'), wrapping.privateKey);
      if (imported !== null && !imported.equals(key)) return 'IncorrectKeyMaterialException';
      imported = key;
      return {};
    },
    'TrentService.GetPublicKey': () =>
      imported === null ? 'KMSInvalidStateException' : { PublicKey: spki(imported) },
  };
  const server = await awsServer((target, body) => instead[target] ?? answers[target]?.(body) ?? 'Unknown');
  return { ...server, imported: () => imported };
}

function unwrapped(material: Buffer, wrappingKey: KeyObject): KeyObject {
  const oaep = { key: wrappingKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  const aesKey = privateDecrypt(oaep, material.subarray(0, AES_BYTES));
  const decipher = createDecipheriv('id-aes256-wrap-pad', aesKey, Buffer.from('A65959A6', 'hex'));
  const der = Buffer.concat([decipher.update(material.subarray(AES_BYTES)), decipher.final()]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

function spki(key: KeyObject): string {
  return createPublicKey(key.export({ type: 'pkcs8', format: 'pem' }))
    .export({ type: 'spki', format: 'der' })
    .toString('base64');
}
