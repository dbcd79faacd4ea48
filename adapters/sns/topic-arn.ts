const TOPIC_ARN = /^arn:aws[\w-]*:sns:([a-z\d-]+):\d{12}:([\w-]{1,256})$/;

/** What an ARN of a topic says. A FIFO topic (`….fifo`) is none: it would need a group for each message. */
export interface Topic {
  readonly arn: string;
  readonly region: string;
  readonly name: string;
}

/** @throws {RangeError} naming `origin`, when the text is no ARN of a standard topic. */
export function readTopicArn(text: string, origin: string): Topic {
  const [, region, name] = TOPIC_ARN.exec(text) ?? [];
  if (region === undefined || name === undefined) {
    throw new RangeError(
      `${origin} is no ARN of a standard SNS topic, such as arn:aws:sns:eu-west-1:123456789012:patrol-alerts.`,
    );
  }
  return { arn: text, region, name };
}
