import { type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export const KMS_KEY = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';

/** A KMS that really signs, or answers with an error; it remembers what it was asked. */
export async function startKms(privateKey: KeyObject, error: string | null = null) {
  const asked: Record<string, unknown>[] = [];
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as { readonly Message: string };
    asked.push({ target: request.headers['x-amz-target'], ...body });
    const Signature = sign('RSA-SHA256', Buffer.from(body.Message, 'base64'), privateKey).toString('base64');
    response.writeHead(error === null ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(
      JSON.stringify(
        error === null ? { KeyId: KMS_KEY, Signature } : { __type: error, message: 'As KMS says.' },
      ),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    asked,
    url,
    /** For a client of it. */
    config: {
      endpoint: url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
