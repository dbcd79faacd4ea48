import { openBot, openWebhook } from '#adapters/slack/open-slack.ts';
import { alertEvent } from '#core/alert-event-of.ts';
import { EVERYTHING } from '#core/route.ts';
import { finding, NIGHT } from '#test/builders/items.ts';
import { scanRecord } from '#test/builders/scan-records.ts';
import { json, startSlack } from './slack-receiver.ts';

const telling = {
  record: scanRecord(),
  items: new Map(),
  sites: { github: 'https://github.com', rules: 'docs/rules/' },
};
const open = finding({ severity: 'high', tier: 7 });
const first = alertEvent(telling, { finding: open, reason: 'first-seen' });
const raised = alertEvent(telling, { finding: finding({ ...open, tier: 3 }), reason: 'tier-raised' });
const over = alertEvent(telling, {
  finding: finding({ ...open, state: 'resolved', resolvedAt: NIGHT, cause: 'renewed' }),
  reason: 'resolved',
});
const { signal } = new AbortController();
const options = { now: () => new Date() };

let slack: Awaited<ReturnType<typeof startSlack>>;
afterEach(() => slack?.close());
const start = async (...args: Parameters<typeof startSlack>) => {
  slack = await startSlack(...args);
};
function bot() {
  const leading = new Map([['#security', [EVERYTHING]]]);
  const [channel] = openBot({ token: 'xoxb-test-token', apiUrl: slack.url }, leading, options);
  if (channel === undefined) throw new Error('No channel was opened.');
  return channel;
}
const webhook = () => openWebhook(`${slack.url}/services/T0/B0/x`, [EVERYTHING], options);

describe('Slack as a bot', () => {
  it('has one message for a finding: posted, changed in place, struck through, its story in the thread', async () => {
    await start();
    const channel = bot();
    expect(channel.name).toBe('slack:#security');
    const sent = await channel.send(first, null, signal);
    expect(sent).toEqual({ kind: 'sent', handle: 'C0SECURITY/1700000000.000001' });
    const handle = 'handle' in sent ? sent.handle : null;
    await channel.send(raised, handle, signal);
    await channel.send(over, handle, signal);
    const ts = '1700000000.000001';
    expect(
      slack.calls.map(({ method, channel: where, ts: of, thread }) => [method, where, of ?? thread]),
    ).toEqual([
      ['chat.postMessage', '#security', undefined],
      ['chat.update', 'C0SECURITY', ts],
      ['chat.postMessage', 'C0SECURITY', ts],
      ['chat.update', 'C0SECURITY', ts],
      ['chat.postMessage', 'C0SECURITY', ts],
    ]);
    expect(slack.calls[3]?.read).toContain(`~${open.message}~`);
    const gaps = slack.calls.slice(1).map(({ at }, index) => at - (slack.calls[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(850);
  });

  it('asks the engine to wait when Slack does, for as long', async () => {
    await start((index) =>
      index === 0 ? json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' }) : null,
    );
    const before = Date.now();
    const answer = await bot().send(first, null, signal);
    expect(answer).toMatchObject({ kind: 'wait' });
    const until = 'until' in answer ? Date.parse(answer.until) : 0;
    expect(until - before).toBeGreaterThanOrEqual(30_000);
    expect(until - before).toBeLessThan(40_000);
    expect(slack.attempts).toHaveLength(1);
  });

  it('posts anew when its message is gone', async () => {
    await start((_, { method }) =>
      method === 'chat.update' ? json({ ok: false, error: 'message_not_found' }) : null,
    );
    await bot().send(raised, 'C0SECURITY/1.2', signal);
    expect(slack.calls[0]).toMatchObject({ method: 'chat.postMessage', channel: '#security' });
  });

  it.each([
    ['token_revoked', /Slack says token_revoked\. The token was revoked/],
    ['is_archived', /Slack says is_archived\. The channel is archived/],
    ['not_in_channel', /Invite the bot/],
    ['something_new', /^Slack says something_new\.$/],
  ])('says what to do about %s', async (error, words) => {
    await start(() => json({ ok: false, error }));
    await expect(bot().send(first, null, signal)).rejects.toThrow(words);
  });

  it('waits a little while Slack is unwell, then leaves it to the next run', async () => {
    await start((index) => (index === 0 ? { reset: true } : { status: 500 }));
    const channel = bot();
    expect(await channel.send(first, null, signal)).toMatchObject({ kind: 'wait' });
    expect(await channel.send(first, null, signal)).toMatchObject({ kind: 'wait' });
    await expect(channel.send(first, null, signal)).rejects.toThrow('Slack answered 500.');
  });
});

describe('Slack through a webhook', () => {
  it('posts each word as a message of its own', async () => {
    await start();
    const channel = webhook();
    expect(await channel.send(first, null, signal)).toEqual({ kind: 'sent', handle: 'posted' });
    await channel.send(over, 'posted', signal);
    expect(slack.calls.map(({ method }) => method)).toEqual(['services/T0/B0/x', 'services/T0/B0/x']);
  });

  it('waits when Slack asks for it, and never shows its address', async () => {
    await start((index) =>
      index === 0 ? { status: 429, headers: { 'retry-after': '5' } } : { status: 404, body: 'no_service' },
    );
    const channel = webhook();
    expect(await channel.send(first, null, signal)).toMatchObject({ kind: 'wait' });
    await expect(channel.send(first, null, signal)).rejects.toThrow(
      /^Slack says no_service\. The webhook was removed/,
    );
  });

  it('is not made from an address that others could listen to', () => {
    expect(() => openWebhook('http://hooks.slack.com/services/T/B/x', [EVERYTHING], options)).toThrow(
      /^SLACK_WEBHOOK_URL is no https address/,
    );
  });
});
