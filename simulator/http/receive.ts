import type { IncomingMessage } from 'node:http';
import type { World } from '../world.ts';
import { canonicalPath } from './canonical-path.ts';
import type { Asked } from './exchange.ts';

/** Reads a request to its end. A body that is no JSON counts as none. */
export async function receive(request: IncomingMessage, world: World, number: number): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return {
    number,
    method: request.method ?? 'GET',
    path: canonicalPath(pathname, world),
    query: searchParams,
    headers: request.headers,
    body: parsed(Buffer.concat(chunks).toString()),
  };
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
