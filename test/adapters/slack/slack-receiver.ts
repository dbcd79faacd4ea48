import { type Answer, type Received, startReceiver } from '#test/builders/receiver.ts';
import { expectWithinLimits } from './limits.ts';

/** One call of Slack's API, or one post to a webhook. */
export interface Call {
  readonly at: number;
  /** `chat.postMessage`, or the path of the webhook. */
  readonly method: string;
  readonly channel: string | undefined;
  readonly ts: string | undefined;
  readonly thread: string | undefined;
  /** What a person reads. */
  readonly read: string;
}

const LOOKUP = '/users.lookupByEmail';

/**
 * A Slack that takes what the real one would, checks its limits, and can be made to misbehave call by call.
 *
 * @param users e-mail address → what Slack answers of the user who has it.
 */
export async function startSlack(
  mishap: (index: number, call: Call) => Answer | null = () => null,
  users: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map(),
) {
  const calls: Call[] = [];
  /** The addresses that were asked for. */
  const lookups: string[] = [];
  let posts = 0;
  const receiver = await startReceiver((request, index) => {
    const call = callOf(request);
    const wrong = mishap(index, call);
    if (wrong !== null) return wrong;
    if (request.path === LOOKUP) {
      lookups.push(call.read);
      const user = users.get(call.read);
      return json(user === undefined ? { ok: false, error: 'users_not_found' } : { ok: true, user });
    }
    calls.push(call);
    posts += 1;
    return json({ ok: true, channel: 'C0SECURITY', ts: call.ts ?? `1700000000.00000${posts}` });
  });
  return { url: receiver.url, calls, lookups, attempts: receiver.received, close: receiver.close };
}

export const json = (body: object, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

function callOf(received: Received): Call {
  const { at, path, headers, body } = received;
  if (path === LOOKUP) return lookupOf(received);
  const isForm = String(headers['content-type']).includes('urlencoded');
  const fields = isForm ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body);
  const blocks = isForm ? JSON.parse(fields.blocks) : fields.blocks;
  expectWithinLimits({ text: fields.text, blocks });
  return {
    at,
    method: path.replace(/^\//, ''),
    channel: fields.channel,
    ts: fields.ts,
    thread: fields.thread_ts,
    read: textsOf(blocks).join(''),
  };
}

/** The address is in the body alone: addresses of requests are what proxies write down. */
function lookupOf({ at, body, path }: Received): Call {
  const nothing = { channel: undefined, ts: undefined, thread: undefined };
  return { at, method: path.slice(1), ...nothing, read: new URLSearchParams(body).get('email') ?? '' };
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  const { text, style } = value as { text?: unknown; style?: { strike?: boolean } };
  if (typeof text === 'string') return [style?.strike === true ? `~${text}~` : text];
  return Object.values(value).flatMap(textsOf);
}
