import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterPress } from './buttons.ts';
import type { Interaction } from './interaction.ts';
import { escaped } from './rich-text.ts';

const SLACK_HOOKS: ReadonlySet<string> = new Set(['https://hooks.slack.com', 'https://hooks.slack-gov.com']);
/** Slack wants its own answer within three seconds. */
const TIMEOUT_MILLISECONDS = 1_500;

/** The answers to one press, at the address that Slack gave for them. */
export interface Responder {
  /** Only whoever pressed sees it. */
  refuse(why: string): Promise<void>;
  /** The message says from now on what was pressed. */
  show(said: string): Promise<void>;
}

/**
 * @param apiUrl Slack's API: its own origin may take answers, too.
 * @throws {RangeError} when the address is not Slack's.
 */
export function responderTo({ message, press, responseUrl }: Interaction, apiUrl: string): Responder {
  const { origin } = new URL(responseUrl);
  if (!SLACK_HOOKS.has(origin) && origin !== new URL(apiUrl).origin) {
    throw new RangeError("The address for the answer is not Slack's.");
  }
  return {
    refuse: (why) =>
      post(responseUrl, { response_type: 'ephemeral', replace_original: false, text: escaped(why) }),
    show: (said) =>
      post(responseUrl, {
        replace_original: true,
        text: message.text,
        blocks: afterPress(message.blocks, press, said),
      }),
  };
}

/** By Node's own client: all that `fetch` loads would be a sixth of what a first press takes. */
async function post(url: string, answer: object): Promise<void> {
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  const request = send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
  }).end(JSON.stringify(answer));
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  await text(response);
  if (response.statusCode !== 200)
    throw new Error(`Slack answered ${response.statusCode} to the answer to a press.`);
}
