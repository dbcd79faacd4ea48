import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  ResourceInUseException,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The one table, and the client that reaches it. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

export const DEFAULT_TABLE_NAME = 'patrol';

/** Epoch seconds after which DynamoDB may let an item go. */
export const EXPIRY_ATTRIBUTE = 'expireAt';

/** Index → its partition key and sort key. Each projects everything, so that one Query answers. */
export const INDEXES = {
  timeline: ['timelineOf', 'timelineAt'],
  owner: ['ownerLogin', 'ownedIn'],
  listing: ['listedIn', 'listedAt'],
} as const;

/** The table as `docs/data-model.md` describes it. */
function tableSchema(name: string): CreateTableCommandInput {
  const keys = ['pk', 'sk', ...Object.values(INDEXES).flat()];
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' })),
    KeySchema: keySchema('pk', 'sk'),
    GlobalSecondaryIndexes: Object.entries(INDEXES).map(([index, [partition, sort]]) => ({
      IndexName: index,
      KeySchema: keySchema(partition, sort),
      Projection: { ProjectionType: 'ALL' },
    })),
  };
}

/** Whether the table is there and ready; waits while it is being made. */
export async function tableExists({ client, name }: Table): Promise<boolean> {
  for (;;) {
    try {
      const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
      if (table?.TableStatus !== 'CREATING') return true;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return false;
      throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Creates the table with its indexes when it is missing, and waits until it can be used. */
export async function ensureTable(table: Table): Promise<void> {
  if (await tableExists(table)) return;
  try {
    await table.client.send(new CreateTableCommand(tableSchema(table.name)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await tableExists(table);
}

function keySchema(partition: string, sort: string): CreateTableCommandInput['KeySchema'] {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ];
}
