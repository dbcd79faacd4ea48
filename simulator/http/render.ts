import { createHash } from 'node:crypto';
import type { Asked } from './exchange.ts';
import type { Delivery } from './mishap.ts';

/** An answer as bytes, before the headers that every answer has. */
export interface Rendered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: no body. */
  readonly body: Buffer | null;
  readonly manner: Delivery['manner'];
}

/** Gives a GET its weak ETag, and 304 in place of a body that the client has already. */
export function render(asked: Asked, delivery: Delivery): Rendered {
  const { answer, manner } = delivery;
  if (answer.body === undefined)
    return { status: answer.status, headers: { ...answer.headers }, body: null, manner };
  const text = textOf(delivery);
  const type = manner === 'html' ? 'text/html' : 'application/json; charset=utf-8';
  const headers = { 'content-type': type, ...answer.headers };
  if (asked.method !== 'GET' || answer.status !== 200) {
    return { status: answer.status, headers, body: Buffer.from(text), manner };
  }
  const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
  if (asked.headers['if-none-match']?.split(/,\s*/).includes(etag)) {
    return { status: 304, headers: { ...answer.headers, etag }, body: null, manner: 'whole' };
  }
  return { status: 200, headers: { ...headers, etag }, body: Buffer.from(text), manner };
}

function textOf({ answer: { body }, manner }: Delivery): string {
  if (manner === 'html') return `${body}`;
  const text = JSON.stringify(body);
  return manner === 'cut-json' ? text.slice(0, text.length >> 1) : text;
}
