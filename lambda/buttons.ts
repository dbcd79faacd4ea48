import { requestHandler } from './request-handler.ts';

/** Slack's own are some thousand characters long. */
const LONGEST_BODY = 300_000;

/** Everything but the refusal of strangers is bundled apart: a stranger makes us load nothing. */
const desk = () => import('./press-desk.ts');

/** Answers a press of a button under one of our messages. What Slack did not sign is refused without a word why. */
export const main = requestHandler(
  async ({ body: sent = '', headers, isBase64Encoded }) => {
    if (sent.length > LONGEST_BODY || !('x-slack-signature' in headers)) return { statusCode: 401 };
    const body = isBase64Encoded ? Buffer.from(sent, 'base64').toString('utf8') : sent;
    const { takePress } = await desk();
    return { statusCode: await takePress({ headers, body }) };
  },
  async (error) => (await desk()).reportFailedPress(error),
);
