import { type Instant, instantOf, plusSeconds } from '#core/instant.ts';
import type { Wait } from '#scan/ports.ts';

/** What to do about something that Slack did not take. */
export type Refusal =
  | { readonly kind: 'later'; readonly wait: Wait }
  /** Its fate is not known, or Slack is unwell: trying again in a moment may help. */
  | { readonly kind: 'unwell'; readonly reason: string }
  | { readonly kind: 'no'; readonly code: string; readonly reason: string };

const ADVICE: Readonly<Record<string, string>> = {
  not_in_channel: 'Invite the bot to the channel.',
  channel_not_found: 'Check SLACK_CHANNEL, the route or people in the policy, and that the bot was invited.',
  is_archived: 'The channel is archived: bring it back, or name another one.',
  channel_is_archived: 'The channel is archived: bring it back, or make a webhook for another one.',
  invalid_auth: 'Check SLACK_BOT_TOKEN.',
  token_revoked: 'The token was revoked: install the Slack app again, and set the new SLACK_BOT_TOKEN.',
  account_inactive: 'The bot was removed: install the Slack app again, and set the new SLACK_BOT_TOKEN.',
  user_not_found: 'Check people in the policy.',
  user_disabled: 'That Slack user was deactivated: take it out of people in the policy.',
  cannot_dm_bot: 'That Slack user is a bot: check people in the policy.',
  missing_scope: 'Give the Slack app the scope chat:write.',
  no_service: 'The webhook was removed: make a new one, and set SLACK_WEBHOOK_URL.',
};

export function later(now: Date, seconds: number, who: string): Extract<Refusal, { kind: 'later' }> {
  const until: Instant = plusSeconds(instantOf(now), Math.max(1, Math.ceil(seconds)) + 1);
  return { kind: 'later', wait: { kind: 'wait', until, reason: `Slack asks to come back later (${who})` } };
}

export function no(code: string): Extract<Refusal, { kind: 'no' }> {
  const advice = ADVICE[code];
  return { kind: 'no', code, reason: `Slack says ${code}.${advice === undefined ? '' : ` ${advice}`}` };
}

export function unwell(reason: string): Refusal {
  return { kind: 'unwell', reason };
}
