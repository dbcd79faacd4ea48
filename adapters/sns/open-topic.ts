import { SNSClient } from '@aws-sdk/client-sns';
import type { Route } from '#core/route.ts';
import type { AlertChannel } from '#scan/ports.ts';
import { snsChannel } from './channel.ts';
import { readTopicArn } from './topic-arn.ts';

/** With the SDK's three tries, less than the claim on a channel lasts. */
const PATIENCE = { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/** The topic that `arn` names, with the AWS SDK's own credentials and endpoint. @throws {RangeError} */
export function openTopic(arn: string, origin: string, routes: readonly Route[]): AlertChannel {
  const topic = readTopicArn(arn, origin);
  return snsChannel(new SNSClient({ region: topic.region, requestHandler: PATIENCE }), topic, routes);
}
