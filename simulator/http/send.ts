import type { ServerResponse } from 'node:http';
import type { Rendered } from './render.ts';

/** Writes an answer, or cuts the connection where it was meant to be cut. Gives the status that went out, or null. */
export function send(response: ServerResponse, { status, headers, body, manner }: Rendered): number | null {
  if (manner === 'reset') {
    response.socket?.resetAndDestroy();
    return null;
  }
  if (body === null) {
    response.writeHead(status, headers).end();
    return status;
  }
  response.writeHead(status, { ...headers, 'content-length': body.length });
  if (manner === 'truncate')
    response.write(body.subarray(0, body.length >> 1), () => response.socket?.destroy());
  else response.end(body);
  return status;
}
