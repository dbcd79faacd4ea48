import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { attributesOf, type PatrolEvent } from '#core/alert-event.ts';
import { shorterEvents } from '#core/shorter-event.ts';
import { snsAttributes } from './attributes.ts';

/** Of a message with its attributes. https://docs.aws.amazon.com/general/latest/gr/sns.html */
export const MOST_BYTES = 256 * 1024;
/** SNS takes 99 printable ASCII characters as the subject of a mail. */
const SUBJECT_LENGTH = 99;
const SMS_LENGTH = 140;
const CUT = '...';

/** An event as SNS takes it: as it is where that is possible, else shortened until it is. */
export function publication(topicArn: string, event: PatrolEvent): PublishCommandInput {
  let written = publicationOf(topicArn, event);
  for (const shorter of shorterEvents(event)) {
    written = publicationOf(topicArn, shorter);
    if (bytesOf(written) <= MOST_BYTES) break;
  }
  return written;
}

function publicationOf(TopicArn: string, event: PatrolEvent): PublishCommandInput {
  return {
    TopicArn,
    Subject: cut(ascii(event.subject), SUBJECT_LENGTH),
    MessageStructure: 'json',
    Message: JSON.stringify({
      default: JSON.stringify(event),
      email: event.body,
      sms: cut(event.subject, SMS_LENGTH),
    }),
    MessageAttributes: snsAttributes(attributesOf(event)),
  };
}

/** Whoever reads it sees that there is more; of three dots an SMS makes no two, as of an ellipsis. */
function cut(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - CUT.length).join('')}${CUT}`;
}

/** What SNS counts: the message, its subject, and name, type and value of each attribute. */
export function bytesOf({ Message, MessageAttributes = {}, Subject }: PublishCommandInput): number {
  const attributes = Object.entries(MessageAttributes).flatMap(([name, { DataType, StringValue }]) => [
    name,
    DataType,
    StringValue,
  ]);
  return [Message, Subject, ...attributes].reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), 0);
}

/** What SNS refuses in a subject, and a space in front, becomes a question mark. */
function ascii(text: string): string {
  return text.replace(/[^ -~]/gu, '?').trimStart();
}
