import { isValidSlackRequest } from '@slack/bolt/dist/receivers/verify-request.js';
import type { Secret } from '#core/secret.ts';

/** A request as it came, its body not parsed. */
export interface RawRequest {
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

const LONGEST_AGE_SECONDS = 300;

/**
 * Whether Slack signed this very body within the last five minutes. Its own library computes and compares, in constant
 * time; only a time ahead of ours is looked at here. https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function isSignedBySlack({ headers, body }: RawRequest, signingSecret: Secret, now: Date): boolean {
  const { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp = '' } = headers;
  if (signature === undefined || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Number(timestamp) > now.getTime() / 1_000 + LONGEST_AGE_SECONDS) return false;
  return isValidSlackRequest({
    signingSecret: signingSecret.reveal().trim(),
    body,
    headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(timestamp) },
    nowMilliseconds: now.getTime(),
  });
}
