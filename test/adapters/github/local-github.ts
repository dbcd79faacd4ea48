import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came over the wire. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly text?: string;
  /** The connection ends before an answer, or in the middle of one that promised more. */
  readonly broken?: 'before' | 'within';
  readonly delayMilliseconds?: number;
}

export interface LocalGitHub {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Method, path and query of each request, readable. */
  lines(): string[];
  close(): Promise<void>;
}

/** A server on this machine that answers as the test says; `undefined` is GitHub's 404. */
export async function localGitHub(
  answer: (asked: Asked, earlier: number) => Reply | undefined,
): Promise<LocalGitHub> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://local');
      const one: Asked = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      const earlier = asked.filter(({ method, path }) => method === one.method && path === one.path).length;
      asked.push(one);
      send(response, answer(one, earlier) ?? { status: 404, json: { message: 'Not Found' } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    lines: () =>
      asked.map(({ method, path, query }) => `${method} ${path}${query.size > 0 ? `?${query}` : ''}`),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.broken === 'before') {
    response.socket?.destroy();
    return;
  }
  const timer = setTimeout(() => write(response, reply), reply.delayMilliseconds ?? 0);
  // Whoever asked has gone: nothing is left that would keep this process.
  response.once('close', () => clearTimeout(timer));
}

function write(response: ServerResponse, { status = 200, headers, json, text, broken }: Reply): void {
  const body = text ?? (json === undefined ? '' : JSON.stringify(json));
  const type = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  const promised = broken === 'within' ? { 'content-length': String(body.length + 100) } : {};
  response.writeHead(status, { ...type, ...promised, ...headers });
  if (broken === 'within') response.write(body, () => response.socket?.destroy());
  else response.end(body);
}
