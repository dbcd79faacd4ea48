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

async function post(url: string, answer: object): Promise<void> {
  const { ok, status } = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(answer),
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    redirect: 'error',
  });
  if (!ok) throw new Error(`Slack answered ${status} to the answer to a press.`);
}
