import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Route } from '#core/route.ts';
import type { AlertChannel } from '#scan/ports.ts';
import { publication } from './publication.ts';
import type { Topic } from './topic-arn.ts';

const MOST_SINGLES = 200;

/**
 * A topic: one JSON event for every decision, with what subscribers filter by as message attributes. Mail and SMS get
 * plain text instead of JSON.
 */
export function snsChannel(client: SNSClient, topic: Topic, routes: readonly Route[]): AlertChannel {
  return {
    name: `sns:${topic.name}`,
    routes,
    each: true,
    mostSingles: MOST_SINGLES,
    async send(event, _handle, signal) {
      try {
        await client.send(new PublishCommand(publication(topic.arn, event)), { abortSignal: signal });
      } catch (error) {
        signal.throwIfAborted();
        throw new Error(`SNS did not take it for ${topic.arn}: ${messageOf(error)}`, { cause: error });
      }
      return { kind: 'sent', handle: null };
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}
