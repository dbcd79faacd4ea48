import { isSignedBySlack, type RawRequest } from '#adapters/slack/signed-request.ts';
import { requestHandler } from './request-handler.ts';

/** Slack's own are some thousand characters long. */
const LONGEST_BODY = 300_000;

const REFUSED = { statusCode: 401 } as const;

/**
 * Answers a press of a button under one of our messages. What is not signed by Slack is refused before anything else is
 * looked at or loaded, and without a word why.
 */
export const main = requestHandler(async ({ body: sent = '', headers, isBase64Encoded }) => {
  if (sent.length > LONGEST_BODY || !('x-slack-signature' in headers)) return REFUSED;
  const body = isBase64Encoded ? Buffer.from(sent, 'base64').toString('utf8') : sent;
  const request: RawRequest = { headers, body };
  const { signingSecret } = await import('./signing-secret.ts');
  if (!isSignedBySlack(request, await signingSecret(), new Date())) return REFUSED;
  const { answerPress } = await import('./answer-press.ts');
  return { statusCode: await answerPress(body, new Date()) };
});
