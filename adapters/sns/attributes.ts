import type { MessageAttributeValue } from '@aws-sdk/client-sns';

/** What filter policies look at, each one string. */
export function snsAttributes(
  attributes: Readonly<Record<string, string>>,
): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
}
