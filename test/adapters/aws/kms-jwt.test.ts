import { createVerify, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { decodeJwt } from 'jose';
import { kmsJwt } from '#adapters/aws/kms-jwt.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const NOW = Date.parse('2026-11-22T02:00:00Z');

/** A KMS that signs, or answers with an error; it remembers what it was asked. */
async function kms(error: string | null = null) {
  const asked: Record<string, unknown>[] = [];
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as { readonly Message: string };
    asked.push({ target: request.headers['x-amz-target'], ...body });
    const Signature = sign('RSA-SHA256', Buffer.from(body.Message, 'base64'), privateKey).toString('base64');
    response.writeHead(error === null ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(
      JSON.stringify(error === null ? { KeyId: KEY, Signature } : { __type: error, message: 'As KMS says.' }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const createJwt = kmsJwt(
    KEY,
    {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
    () => NOW,
  );
  return { asked, createJwt, close: () => server.close() };
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
        KeyId: KEY,
        MessageType: 'RAW',
        SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
      },
    ]);
    close();
  });

  it.each([
    ['KMSInvalidStateException', "the App's private key was not imported into it yet"],
    ['NotFoundException', 'there is no such key in this account and region'],
    ['AccessDeniedException', 'this function may not use it'],
  ])('is not made, with what to do, when KMS answers %s', async (error, reason) => {
    const { close, createJwt } = await kms(error);
    await expect(createJwt('123456')).rejects.toThrow(reason);
    close();
  });
});
