import { generateKeyPairSync } from 'node:crypto';
import { kmsSigner } from '#adapters/aws/kms-signer.ts';
import { publicKeyCheck } from '#adapters/signing/public-key-check.ts';
import { KMS_KEY, startKms } from '#test/builders/kms.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const DIGEST = '4a'.repeat(32);

describe('a digest that KMS signs', () => {
  it('is checked by the public key, and signed again it is the same', async () => {
    const { asked, close, config } = await startKms(privateKey);
    const signer = kmsSigner(KMS_KEY, config);
    const signature = await signer.sign(DIGEST);
    expect(signature).toMatchObject({ key: KMS_KEY, algorithm: 'RSASSA_PKCS1_V1_5_SHA_256' });
    const check = publicKeyCheck(publicKey.export({ format: 'der', type: 'spki' }));
    expect(check(DIGEST, signature.value)).toBe(true);
    expect(check('4b'.repeat(32), signature.value)).toBe(false);
    expect(await signer.sign(DIGEST)).toEqual(signature);
    expect(asked[0]).toEqual({
      target: 'TrentService.Sign',
      KeyId: KMS_KEY,
      Message: Buffer.from(DIGEST).toString('base64'),
      MessageType: 'RAW',
      SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
    });
    close();
  });

  it.each([
    ['DisabledException', 'nothing is committed without its signature. Enable it, or give another key'],
    ['InvalidKeyUsageException', 'it is no RSA key for signing (As AWS says.)'],
    ['KMSInternalException', 'As AWS says.'],
  ])('is not made, with what to do, when KMS answers %s', async (error, reason) => {
    const { close, config } = await startKms(privateKey, error);
    await expect(kmsSigner(KMS_KEY, config).sign(DIGEST)).rejects.toThrow(
      `The KMS key ${KMS_KEY} did not sign: `,
    );
    await expect(kmsSigner(KMS_KEY, config).sign(DIGEST)).rejects.toThrow(reason);
    close();
  });

  it('asks the region that the ARN names', async () => {
    const sign = kmsSigner('arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/patrol/signing', {
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
      requestHandler: {
        handle: async ({ hostname }: { hostname: string }) => Promise.reject(Error(hostname)),
      },
    });
    await expect(sign.sign(DIGEST)).rejects.toThrow('kms.us-gov-west-1.amazonaws.com');
  });

  it.each(['', 'patrol', 'arn:aws:s3:::bucket', 'arn:aws:kms:eu-west-1:1:key/x'])('%p is no key', (arn) => {
    expect(() => kmsSigner(arn)).toThrow('is no ARN of a KMS key, such as arn:aws:kms:');
  });
});
