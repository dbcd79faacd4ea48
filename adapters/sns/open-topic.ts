import { SNSClient } from '@aws-sdk/client-sns';
import type { Route } from '#core/route.ts';
import type { AlertChannel } from '#scan/ports.ts';
import { snsChannel } from './channel.ts';
import { readTopicArn } from './topic-arn.ts';

/** The topic that `arn` names, with the AWS SDK's own credentials and endpoint. @throws {RangeError} */
export function openTopic(arn: string, origin: string, routes: readonly Route[]): AlertChannel {
  const topic = readTopicArn(arn, origin);
  return snsChannel(new SNSClient({ region: topic.region }), topic, routes);
}
