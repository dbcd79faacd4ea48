import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { type ScanEvent, scanAttributesOf } from '#core/scan-event.ts';
import { snsAttributes } from './attributes.ts';
import { readTopicArn } from './topic-arn.ts';

/** Tells that a scan is over, and resolves after the topic's yes. */
export type Announce = (event: ScanEvent, signal: AbortSignal) => Promise<void>;

/** The topic of scans, with the AWS SDK's own credentials and endpoint. @throws {RangeError} */
export function openScansTopic(arn: string, origin: string): Announce {
  const { region } = readTopicArn(arn, origin);
  const client = new SNSClient({ region });
  return async (event, signal) => {
    const MessageAttributes = snsAttributes(scanAttributesOf(event));
    const Message = JSON.stringify(event);
    await client.send(new PublishCommand({ TopicArn: arn, Message, MessageAttributes }), {
      abortSignal: signal,
    });
  };
}
