import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  /** Milliseconds since the receiver began to listen. */
  readonly at: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Take the request and cut the line instead of answering. */
  readonly reset?: boolean;
}

/** A real HTTP server that remembers what arrived and when, and answers as it is told. */
export async function startReceiver(
  answer: (request: Received, index: number) => Answer | Promise<Answer>,
): Promise<{ readonly url: string; readonly received: readonly Received[]; close(): Promise<void> }> {
  const started = Date.now();
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { url: path = '', headers } = request;
    const index = received.push({ at: Date.now() - started, path, headers, body }) - 1;
    const {
      status = 200,
      headers: extra = {},
      body: words = '',
      reset = false,
    } = await answer({ at: Date.now() - started, path, headers, body }, index);
    if (reset) request.socket.destroy();
    else response.writeHead(status, extra).end(words);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
