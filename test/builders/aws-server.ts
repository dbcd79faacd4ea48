import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Body = Readonly<Record<string, string>>;

/**
 * An AWS service that speaks JSON: it remembers what it was asked.
 *
 * @param answer what is said to `X-Amz-Target`; a string is the name of an error.
 */
export async function awsServer(answer: (target: string, body: Body) => object | string) {
  const asked: Record<string, unknown>[] = [];
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as Body;
    const target = String(request.headers['x-amz-target']);
    asked.push({ target, ...body });
    const said = answer(target, body);
    const failed = typeof said === 'string';
    response.writeHead(failed ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(failed ? { __type: said, message: 'As AWS says.' } : said));
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
