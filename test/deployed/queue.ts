import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { awsClientConfig } from './stack.ts';

/** A queue of somebody who subscribed to a topic. */
export interface Subscriber<Event> {
  /** What came since the last time, in any order. */
  received(): Promise<Event[]>;
  close(): void;
}

/**
 * Subscribes a new queue.
 *
 * @param filterPolicy as docs/alerts.md has it; left out: everything.
 * @param raw whether what was published comes by itself, or in what SNS wraps around it.
 */
export async function subscribe<Event>(
  aws: ReturnType<typeof awsClientConfig>,
  {
    TopicArn,
    name,
    filterPolicy,
    raw = true,
  }: { TopicArn: string; name: string; filterPolicy?: object; raw?: boolean },
): Promise<Subscriber<Event>> {
  const sqs = new SQSClient(aws);
  const sns = new SNSClient(aws);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'sqs',
      Endpoint: Attributes?.['QueueArn'],
      Attributes: {
        RawMessageDelivery: `${raw}`,
        ...(filterPolicy === undefined ? {} : { FilterPolicy: JSON.stringify(filterPolicy) }),
      },
    }),
  );
  return {
    async received() {
      const events: Event[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
        );
        if (Messages.length === 0) return events;
        for (const { Body = '', ReceiptHandle } of Messages) {
          events.push(JSON.parse(Body));
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
    },
    close() {
      sqs.destroy();
      sns.destroy();
    },
  };
}
