import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

/** What a function costs that makes one request of AWS. */
export const main = (): Promise<object> =>
  client.send(new GetItemCommand({ TableName: 'patrol', Key: { pk: { S: 'a' }, sk: { S: 'b' } } }));
