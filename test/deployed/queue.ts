import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { PatrolEvent } from '#core/alert-event.ts';
import type { awsClientConfig } from './stack.ts';

/** A queue of somebody who subscribed to a topic. */
export interface Subscriber {
  /** What came since the last time, in any order. */
  received(): Promise<PatrolEvent[]>;
  close(): void;
}

/** Subscribes a new queue. @param filterPolicy as docs/alerts.md has it; left out: everything. */
export async function subscribe(
  aws: ReturnType<typeof awsClientConfig>,
  { TopicArn, name, filterPolicy }: { TopicArn: string; name: string; filterPolicy?: object },
): Promise<Subscriber> {
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
        RawMessageDelivery: 'true',
        ...(filterPolicy === undefined ? {} : { FilterPolicy: JSON.stringify(filterPolicy) }),
      },
    }),
  );
  return {
    async received() {
      const events: PatrolEvent[] = [];
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
