import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { importIntoKms } from '#adapters/aws/kms-import.ts';
import { secret } from '#core/secret.ts';
import { importingKms } from '#test/builders/importing-kms.ts';
import { KMS_KEY } from '#test/builders/kms.ts';

const newKey = (modulusLength = 2_048) => generateKeyPairSync('rsa', { modulusLength }).privateKey;
const pemOf = (key: KeyObject) => secret(key.export({ type: 'pkcs8', format: 'pem' }).toString());
const APP_KEY = newKey();

let kms: Awaited<ReturnType<typeof importingKms>>;
beforeEach(async () => {
  kms = await importingKms();
});
afterEach(() => kms.close());

describe('the private key on its way into KMS', () => {
  it('arrives as it was, wrapped for KMS alone, once and again', async () => {
    const fingerprint = await importIntoKms(KMS_KEY, pemOf(APP_KEY), kms.config);
    expect(kms.imported()?.equals(APP_KEY)).toBe(true);
    expect(fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}=$/);
    expect(await importIntoKms(KMS_KEY, pemOf(APP_KEY), kms.config)).toBe(fingerprint);
    expect(kms.asked.slice(0, 3)).toEqual([
      {
        target: 'TrentService.GetParametersForImport',
        KeyId: KMS_KEY,
        WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256',
        WrappingKeySpec: 'RSA_4096',
      },
      {
        target: 'TrentService.ImportKeyMaterial',
        KeyId: KMS_KEY,
        ImportToken: expect.any(String),
        EncryptedKeyMaterial: expect.any(String),
        ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      },
      { target: 'TrentService.GetPublicKey', KeyId: KMS_KEY },
    ]);
    const der = APP_KEY.export({ type: 'pkcs8', format: 'der' });
    expect(JSON.stringify(kms.asked)).not.toContain(der.toString('base64').slice(40, 100));
  });

  it('is refused, with what to do, where another one was imported before', async () => {
    await importIntoKms(KMS_KEY, pemOf(APP_KEY), kms.config);
    await expect(importIntoKms(KMS_KEY, pemOf(newKey()), kms.config)).rejects.toThrow(
      `The key was not imported into ${KMS_KEY}: the KMS key was made for another one, which was imported before.`,
    );
    expect(kms.imported()?.equals(APP_KEY)).toBe(true);
  });

  it('is not sent at all when GitHub cannot have made it', async () => {
    await expect(importIntoKms(KMS_KEY, pemOf(newKey(3_072)), kms.config)).rejects.toThrow(
      "it is an RSA key of 3072 bits, and GitHub's have 2048",
    );
    await expect(importIntoKms('alias/app', pemOf(APP_KEY), kms.config)).rejects.toThrow('is no ARN');
    expect(kms.asked).toEqual([]);
  });

  it.each([
    ['UnsupportedOperationException', 'it was not made to take a key from outside'],
    ['KMSInvalidStateException', 'it is about to be deleted'],
    ['NotFoundException', 'there is no such KMS key in that account and region'],
    [
      'AccessDeniedException',
      'It takes kms:GetParametersForImport, kms:ImportKeyMaterial and kms:GetPublicKey',
    ],
    ['ThrottlingException', 'As AWS says.'],
  ])('stays here when KMS answers %s', async (error, reason) => {
    const refusing = await importingKms({ 'TrentService.GetParametersForImport': error });
    const failed = importIntoKms(KMS_KEY, pemOf(APP_KEY), refusing.config);
    await expect(failed).rejects.toThrow(reason);
    expect(refusing.imported()).toBeNull();
    refusing.close();
  });

  it('is not said to be there when KMS has the public half of another', async () => {
    const PublicKey = Buffer.from('another').toString('base64');
    const other = await importingKms({ 'TrentService.GetPublicKey': { PublicKey } });
    await expect(importIntoKms(KMS_KEY, pemOf(APP_KEY), other.config)).rejects.toThrow(
      /KMS has another one now \(SHA256:/,
    );
    other.close();
  });
});
