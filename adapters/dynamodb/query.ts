import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { type Attributes, attributesOf } from './attributes.ts';
import { INDEXES, type Table } from './table.ts';

/** One Query: a partition, and a range of it in key order. Without an index it is strongly consistent. */
export interface Question {
  readonly partition: string;
  readonly index?: keyof typeof INDEXES;
  /** The sort key begins with this. */
  readonly prefix?: string;
  /** The sort key is within these, both included. */
  readonly between?: readonly [string, string];
  /** Goes on after this sort key; not in an index. */
  readonly after?: string;
  readonly newestFirst?: boolean;
  readonly limit?: number;
  /** Only these attributes. */
  readonly attributes?: readonly string[];
}

/** Pages of at most 1 MB, as DynamoDB cuts them. */
export async function* queryPages(table: Table, question: Question): AsyncGenerator<Attributes[]> {
  const input = queryInput(table, question);
  const { after, partition } = question;
  let start: QueryCommandInput['ExclusiveStartKey'] =
    after === undefined ? undefined : { pk: partition, sk: after };
  do {
    const page = await table.client.send(
      new QueryCommand({ ...input, ...(start === undefined ? {} : { ExclusiveStartKey: start }) }),
    );
    yield (page.Items ?? []).map(attributesOf);
    start = question.limit === undefined ? page.LastEvaluatedKey : undefined;
  } while (start !== undefined);
}

export async function queryAll(table: Table, question: Question): Promise<Attributes[]> {
  const items: Attributes[] = [];
  for await (const page of queryPages(table, question)) items.push(...page);
  return items;
}

function queryInput(table: Table, question: Question): QueryCommandInput {
  const { index, newestFirst = false, limit, attributes } = question;
  const [partition, sort] = index === undefined ? (['pk', 'sk'] as const) : INDEXES[index];
  const range = rangeOf(question);
  const names = attributes?.map((attribute, place) => [`#a${place}`, attribute] as const) ?? [];
  return {
    TableName: table.name,
    ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
    KeyConditionExpression: `#partition = :partition${range.expression}`,
    ExpressionAttributeNames: {
      '#partition': partition,
      ...(range.expression === '' ? {} : { '#sort': sort }),
      ...Object.fromEntries(names),
    },
    ExpressionAttributeValues: { ':partition': question.partition, ...range.values },
    ScanIndexForward: !newestFirst,
    ...(limit === undefined ? {} : { Limit: limit }),
    ...(names.length === 0 ? {} : { ProjectionExpression: names.map(([name]) => name).join(', ') }),
  };
}

function rangeOf({ prefix, between }: Question) {
  if (prefix !== undefined) {
    return { expression: ' AND begins_with(#sort, :prefix)', values: { ':prefix': prefix } };
  }
  if (between !== undefined) {
    return {
      expression: ' AND #sort BETWEEN :from AND :to',
      values: { ':from': between[0], ':to': between[1] },
    };
  }
  return { expression: '', values: {} };
}
