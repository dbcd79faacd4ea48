import { SNSClient } from '@aws-sdk/client-sns';
import { snsChannel } from '#adapters/sns/channel.ts';
import { readTopicArn } from '#adapters/sns/topic-arn.ts';
import { alertEvent } from '#core/alert-event-of.ts';
import { keyOf } from '#core/credential.ts';
import { EVERYTHING } from '#core/route.ts';
import { finding, fineGrainedToken } from '#test/builders/items.ts';
import { type Answer, startReceiver } from '#test/builders/receiver.ts';
import { scanRecord } from '#test/builders/scan-records.ts';
import { NO, published, TOPIC, YES } from './published.ts';

const token = fineGrainedToken();
const telling = {
  record: scanRecord(),
  items: new Map([[keyOf(token), token]]),
  sites: { github: 'https://github.com', rules: 'https://wiki.example/rules/' },
};
const event = alertEvent(telling, {
  reason: 'first-seen',
  finding: finding({ severity: 'high', tier: 7, message: 'The token "déjà vu 🔑\n<!channel>" expires.' }),
});

async function publish(answer: Answer) {
  const receiver = await startReceiver(() => answer);
  const client = new SNSClient({
    endpoint: receiver.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  try {
    const channel = snsChannel(client, readTopicArn(TOPIC, 'the test'), [EVERYTHING]);
    const outcome = await channel.send(event, null, new AbortController().signal).catch((error) => error);
    return { outcome, received: receiver.received.map(published), name: channel.name };
  } finally {
    client.destroy();
    await receiver.close();
  }
}

describe('the SNS channel', () => {
  it('publishes the event as JSON, plain text for mail and SMS, and what filter policies need', async () => {
    const { name, outcome, received } = await publish(YES);
    expect(name).toBe('sns:patrol-alerts');
    expect(outcome).toEqual({ kind: 'sent', handle: null });
    const [only] = received;
    expect(received).toHaveLength(1);
    expect(only).toMatchObject({ topic: TOPIC, email: event.body, event: JSON.parse(JSON.stringify(event)) });
    expect(only?.attributes).toEqual({
      kind: 'alert',
      severity: 'high',
      organisation: 'acme-corp',
      rule: 'expires-soon',
      reason: 'first-seen',
    });
    expect(only?.subject).toBe(
      '[Acme-Corp] HIGH expires-soon: The token "d?j? vu ?\\u{a}<!channel>" expires.',
    );
    expect(only?.sms.length).toBeLessThanOrEqual(140);
  });

  it('says in words why it was not taken', async () => {
    const { outcome } = await publish(NO);
    expect(outcome).toEqual(
      new Error(`SNS did not take it for ${TOPIC}: not authorized to perform: SNS:Publish`),
    );
  });

  it.each(['patrol-alerts', 'arn:aws:sqs:eu-west-1:123456789012:patrol', `${TOPIC}.fifo`])(
    'is not made from %s',
    (text) => {
      expect(() => readTopicArn(text, 'PATROL_SNS_TOPIC_ARN')).toThrow(
        /^PATROL_SNS_TOPIC_ARN is no ARN of a standard SNS topic, such as arn:/,
      );
    },
  );
});
