import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';

/** Options of `aws dynamodb query` that the page uses, and the parameter each sets. */
const OPTIONS: Readonly<Record<string, (value: string) => Partial<QueryCommandInput>>> = {
  'table-name': (TableName) => ({ TableName }),
  'index-name': (IndexName) => ({ IndexName }),
  'consistent-read': () => ({ ConsistentRead: true }),
  'no-scan-index-forward': () => ({ ScanIndexForward: false }),
  'key-condition-expression': (KeyConditionExpression) => ({ KeyConditionExpression }),
  'projection-expression': (ProjectionExpression) => ({ ProjectionExpression }),
  'expression-attribute-values': (json) => ({ ExpressionAttributeValues: plain(json) }),
  'page-size': (count) => ({ Limit: Number(count) }),
  // One page is all there is to be read.
  'max-items': () => ({}),
};

/** What the AWS CLI makes of a command as it is printed. @throws {RangeError} on an option nobody looked at. */
export function queryOf(command: string): QueryCommandInput {
  const start = 'aws dynamodb query ';
  if (!command.startsWith(start)) throw new RangeError(`Not a Query: ${command}`);
  const options = command
    .slice(start.length)
    .replaceAll('\\\n', ' ')
    .matchAll(/--([\w-]+)(?: +'([^']*)'| +(?!--)(\S+))?/g);
  return Object.assign(
    {},
    ...Array.from(options, ([, name = '', quoted, bare = '']) => {
      const set = OPTIONS[name];
      if (set === undefined) throw new RangeError(`Unknown option: --${name}`);
      return set(quoted ?? bare);
    }),
  ) as QueryCommandInput;
}

/** DynamoDB's own JSON, of strings only. */
function plain(json: string): Record<string, string> {
  const values = JSON.parse(json) as Record<string, { readonly S: string }>;
  return Object.fromEntries(Object.entries(values).map(([name, { S }]) => [name, S]));
}
