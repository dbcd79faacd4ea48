import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Attributes } from './attributes.ts';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';

/** One conditional update. `condition` names attributes as `#name` and the `values` as `:name`. */
export interface Update {
  readonly key: Key;
  readonly set?: Attributes;
  readonly remove?: readonly string[];
  readonly condition: string;
  readonly values?: Attributes;
}

/** Whether the condition held and the update was made. */
export async function tryUpdate(table: Table, update: Update): Promise<boolean> {
  const { key, set = {}, remove = [], condition, values = {} } = update;
  const fields = Object.keys(set);
  const clauses = [
    ...(fields.length === 0 ? [] : [`SET ${fields.map((field) => `#${field} = :set_${field}`).join(', ')}`]),
    ...(remove.length === 0 ? [] : [`REMOVE ${remove.map((field) => `#${field}`).join(', ')}`]),
  ];
  const named = new Set([...fields, ...remove, ...namesIn(condition)]);
  const settings = Object.fromEntries(fields.map((field) => [`:set_${field}`, set[field]]));
  try {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { ...key },
        UpdateExpression: clauses.join(' '),
        ConditionExpression: condition,
        ExpressionAttributeNames: Object.fromEntries([...named].map((name) => [`#${name}`, name])),
        ...valuesOf({ ...settings, ...values }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** A condition that an attribute still is what was read: absent, or equal to `:name`. */
export function still(name: string, value: unknown): { condition: string; values: Attributes } {
  if (value === null || value === undefined) {
    return { condition: `attribute_not_exists(#${name})`, values: {} };
  }
  return { condition: `#${name} = :${name}`, values: { [`:${name}`]: value } };
}

function namesIn(condition: string): string[] {
  return Array.from(condition.matchAll(/#(\w+)/g), ([, name = '']) => name);
}

/** DynamoDB refuses an empty map of values. */
function valuesOf(values: Attributes) {
  return Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: { ...values } };
}
