import * as z from 'zod/mini';
import { type OrgLogin, orgLogin } from '#core/credential.ts';
import type { Fingerprint } from '#core/finding.ts';
import { PRESSES, type Press } from '#core/people.ts';
import type { SentBlock } from './buttons.ts';

/** One of our buttons, pressed. */
export interface Interaction {
  readonly press: Press;
  readonly organisation: OrgLogin;
  readonly finding: Fingerprint;
  /** Id of the Slack user. */
  readonly user: string;
  /** Where the answer goes. */
  readonly responseUrl: string;
  readonly message: { readonly text: string; readonly blocks: readonly SentBlock[] };
}

const MOST_BLOCKS = 50;

const block = z.looseObject({
  type: z.string(),
  block_id: z.optional(z.string()),
  elements: z.optional(z.array(z.looseObject({ action_id: z.unknown() }))),
});

const Payload = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: z.string().check(z.regex(/^[UW][A-Z\d]{5,20}$/)) }),
  response_url: z.url(),
  message: z.object({
    text: z._default(z.string(), ''),
    blocks: z._default(z.array(block).check(z.maxLength(MOST_BLOCKS)), []),
  }),
  actions: z.tuple([z.object({ action_id: z.string(), value: z.optional(z.string()) })]),
});

const VALUE = /^([\w-]{1,39})\/([0-9a-f]{64})$/;

/**
 * What was pressed, out of a verified request; null: a button that only opens a page.
 *
 * @throws {Error} when the body is not a press of one of our buttons.
 */
export function readInteraction(body: string): Interaction | null {
  const payload = Payload.parse(JSON.parse(new URLSearchParams(body).get('payload') ?? ''));
  const { actions, message, response_url: responseUrl, user } = payload;
  const [{ action_id: action, value = '' }] = actions;
  if (action === 'open') return null;
  const press = PRESSES.find((each) => each === action);
  const [, login, finding] = VALUE.exec(value) ?? [];
  if (press === undefined || login === undefined || finding === undefined) {
    throw new RangeError('This is no button of ours.');
  }
  return {
    press,
    organisation: orgLogin(login),
    finding: finding as Fingerprint,
    user: user.id,
    responseUrl,
    message,
  };
}
