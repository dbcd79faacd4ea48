import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { OrgLogin } from '#core/credential.ts';
import type { Finding, Fingerprint } from '#core/finding.ts';
import { occasionOf, type Pressed } from '#core/pressed.ts';
import type { PressMemory } from '#scan/store-port.ts';
import { type Attributes, attributesOf } from './attributes.ts';
import { findingOf } from './current.ts';
import { bodyOf, makeItem } from './item.ts';
import { type Key, PRESSES_OF, pressSortKey } from './keys.ts';
import { queryAll } from './query.ts';
import { questions } from './questions.ts';
import type { Table } from './table.ts';

/** What a press asks the memory, and tells it: the function that takes presses loads no more of it. */
export function pressMemory(table: Table): PressMemory {
  return {
    finding: (org, id) => readFinding(table, org, id),
    presses: async (org, finding) => (await queryAll(table, questions.presses(org, finding))).map(pressedOf),
    notePress: (org, pressed) => notePress(table, org, pressed),
  };
}

const pressedOf = (attributes: Attributes): Pressed => bodyOf(attributes) as unknown as Pressed;

/** Of two who press at once, one is first. */
async function notePress(table: Table, org: OrgLogin, pressed: Pressed): Promise<Pressed | null> {
  const key = { pk: PRESSES_OF(org), sk: pressSortKey(pressed.finding, occasionOf(pressed)) };
  try {
    await table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: makeItem(key, 'press', { org }, pressed),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return null;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const before = await readItem(table, key);
    if (before === null) throw error;
    return pressedOf(before);
  }
}

async function readFinding(table: Table, org: OrgLogin, id: Fingerprint): Promise<Finding | null> {
  const [item] = await queryAll(table, questions.finding(org, id));
  return item === undefined ? null : findingOf(item);
}

async function readItem({ client, name }: Table, key: Key): Promise<Attributes | null> {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: { ...key }, ConsistentRead: true }),
  );
  return Item === undefined ? null : attributesOf(Item);
}
