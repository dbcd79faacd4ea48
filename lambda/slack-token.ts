import { secretText } from '#adapters/aws/secret-text.ts';

/** The bot's token. It is read by every invocation and kept by none: a checkpoint would hold it in plain text. */
export async function slackToken(arn: string): Promise<string> {
  const token = (await secretText(arn)).reveal().trim();
  if (token.startsWith('xoxb-')) return token;
  throw new Error(
    `The secret ${arn} holds no token of a Slack bot (xoxb-…). Put it in (docs/deploy.md, "Slack").`,
  );
}
