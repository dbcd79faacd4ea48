import type { PatrolEvent } from '#core/alert-event.ts';
import type { Received } from '#test/builders/receiver.ts';

export const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:patrol-alerts';
export const YES = {
  headers: { 'content-type': 'text/xml' },
  body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>',
};
export const NO = {
  status: 403,
  headers: { 'content-type': 'text/xml' },
  body: '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>not authorized to perform: SNS:Publish</Message></Error></ErrorResponse>',
};

export interface Published {
  readonly topic: string | null;
  readonly subject: string | null;
  readonly email: string;
  readonly sms: string;
  readonly event: PatrolEvent;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a request to SNS says, as its query protocol writes it. */
export function published({ body }: Received): Published {
  const form = new URLSearchParams(body);
  const message = JSON.parse(form.get('Message') ?? '');
  const attributes: Record<string, string> = {};
  for (let entry = 1; form.has(`MessageAttributes.entry.${entry}.Name`); entry++) {
    const of = (field: string) => form.get(`MessageAttributes.entry.${entry}.${field}`) ?? '';
    attributes[of('Name')] = of('Value.StringValue');
  }
  return {
    topic: form.get('TopicArn'),
    subject: form.get('Subject'),
    email: message.email,
    sms: message.sms,
    event: JSON.parse(message.default),
    attributes,
  };
}
