import { createHmac } from 'node:crypto';

export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

/** A request as Slack would sign it at this time. */
export function signed(body: string, at: Date, secret = SIGNING_SECRET) {
  const timestamp = `${Math.floor(at.getTime() / 1_000)}`;
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    headers: { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` },
    body,
  };
}

/** A press of a button, as Slack writes it. */
export function pressBody({
  action,
  value,
  user = 'U012ABCDEF',
  responseUrl,
  blocks = [],
}: {
  readonly action: string;
  readonly value?: string;
  readonly user?: string;
  readonly responseUrl: string;
  readonly blocks?: readonly object[];
}): string {
  const payload = {
    type: 'block_actions',
    user: { id: user, username: '<!channel>', team_id: 'T0ACME' },
    api_app_id: 'A0PATROL',
    channel: { id: 'C0SECURITY', name: 'security' },
    response_url: responseUrl,
    message: { type: 'message', ts: '1700000000.000001', text: 'as it was', blocks },
    actions: [{ type: 'button', action_id: action, ...(value === undefined ? {} : { value }) }],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}
