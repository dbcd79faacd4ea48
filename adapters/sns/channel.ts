import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { attributesOf, type PatrolEvent } from '#core/alert-event.ts';
import type { Route } from '#core/route.ts';
import type { AlertChannel } from '#scan/ports.ts';
import { snsAttributes } from './attributes.ts';
import type { Topic } from './topic-arn.ts';

/** SNS takes 99 printable ASCII characters as the subject of a mail. */
const SUBJECT_LENGTH = 99;
const SMS_LENGTH = 140;
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
        await client.send(new PublishCommand(publication(topic, event)), { abortSignal: signal });
      } catch (error) {
        signal.throwIfAborted();
        throw new Error(`SNS did not take it for ${topic.arn}: ${messageOf(error)}`, { cause: error });
      }
      return { kind: 'sent', handle: null };
    },
  };
}

function publication(topic: Topic, event: PatrolEvent) {
  return {
    TopicArn: topic.arn,
    Subject: ascii(event.subject).slice(0, SUBJECT_LENGTH),
    MessageStructure: 'json',
    Message: JSON.stringify({
      default: JSON.stringify(event),
      email: event.body,
      sms: event.subject.slice(0, SMS_LENGTH),
    }),
    MessageAttributes: snsAttributes(attributesOf(event)),
  };
}

/** What SNS refuses in a subject, and a space in front, becomes a question mark. */
function ascii(text: string): string {
  return text.replace(/[^ -~]/gu, '?').trimStart();
}

function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}
