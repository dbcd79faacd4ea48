import { createVerify, generateKeyPairSync } from 'node:crypto';
import { decodeJwt } from 'jose';
import { kmsJwt } from '#adapters/aws/kms-jwt.ts';
import { KMS_KEY, startKms } from '#test/builders/kms.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const NOW = Date.parse('2026-11-22T02:00:00Z');

async function kms(error: string | null = null) {
  const { asked, close, config } = await startKms(privateKey, error);
  return { asked, close, createJwt: kmsJwt(KMS_KEY, config, () => NOW) };
}

describe('a JWT that KMS signs', () => {
  it('is one that the public key verifies, of nine minutes and by GitHub’s clock', async () => {
    const { asked, close, createJwt } = await kms();
    const { expiresAt, jwt } = await createJwt('123456', 60);
    const [header, payload, signature = ''] = jwt.split('.');
    const verify = createVerify('RSA-SHA256').update(`${header}.${payload}`);
    expect(verify.verify(publicKey, signature, 'base64url')).toBe(true);
    expect(decodeJwt(jwt)).toEqual({ iat: NOW / 1_000 + 30, exp: NOW / 1_000 + 600, iss: '123456' });
    expect(expiresAt).toBe('2026-11-22T02:10:00.000Z');
    expect(asked).toMatchObject([
      {
        target: 'TrentService.Sign',
        KeyId: KMS_KEY,
        MessageType: 'RAW',
        SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
      },
    ]);
    close();
  });

  it.each([
    ['KMSInvalidStateException', "the App's private key was not imported into it yet"],
    ['NotFoundException', 'there is no such key in this account and region'],
    ['AccessDeniedException', 'may not use it (kms:Sign)'],
  ])('is not made, with what to do, when KMS answers %s', async (error, reason) => {
    const { close, createJwt } = await kms(error);
    await expect(createJwt('123456')).rejects.toThrow(reason);
    close();
  });
});
