import { readFileSync } from 'node:fs';
import {
  type DynamoDBDocumentClient,
  ExecuteStatementCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Database, dump } from '#test/adapters/dynamodb/database.ts';
import { startDynamoDbLocal } from '#test/adapters/dynamodb/dynamodb-local.ts';
import { documentedWorld } from './documented-world.ts';
import { queryOf } from './printed-query.ts';

type Item = Readonly<Record<string, unknown>>;
type Expectation = readonly [see: (item: Item) => unknown, expected: unknown];

const page = readFileSync('docs/data-model.md', 'utf8');
const commands = new Map(
  [...page.matchAll(/^\*\*(.+)\*\*\n\n```sh\n(aws dynamodb query [\s\S]+?)\n```/gm)].map(
    ([, title = '', command = '']) => [title, command],
  ),
);
const statements = new Map(
  [...page.matchAll(/^\*\*(.+)\*\*\n\n```sh\n[\s\S]+?\n```\n\n```sql\n([\s\S]+?)\n```/gm)].map(
    ([, title = '', statement = '']) => [title, statement],
  ),
);
const examples = [...page.matchAll(/```json\n(\{ "pk"[\s\S]+?)\n```/g)].map(
  ([, json = '']) => JSON.parse(json) as Item,
);

let database: Database;
let client: DynamoDBDocumentClient;
let stored: readonly Item[];
beforeAll(async () => {
  database = await startDynamoDbLocal();
  client = database.connect();
  await documentedWorld(client);
  const told = examples.find(({ type }) => type === 'delivery');
  await client.send(new PutCommand({ TableName: 'patrol', Item: { ...told } }));
  stored = await dump({ client, name: 'patrol' });
}, 150_000);
afterAll(() => database.close());

const [FIRST, SECOND, THIRD] = ['2026-11-20T02:00:00Z', '2026-11-21T02:00:00Z', '2026-11-22T02:00:00Z'];
const sortKey = ({ sk }: Item) => sk;
const severityOf = ({ severity }: Item) => severity;
const ruleOf = ({ finding }: Item) => (finding as { rule: string }).rule;
const some = (...items: unknown[]) => expect.arrayContaining(items);

/** Of each question what its answer shows; rules come and go, so of findings not all are named. */
const ANSWERS: Readonly<Record<string, Expectation>> = {
  'the organisations': [({ org }) => org, ['acme', 'beta']],
  'the current credentials of an organisation': [
    sortKey,
    [
      'classic-token:161195',
      'fine-grained-token:101001',
      'fine-grained-token:9',
      'person:583231',
      'token-request:84848',
    ],
  ],
  'the current credentials of one kind': [sortKey, ['classic-token:161195']],
  'the current credentials of an owner, over all organisations': [
    ({ ownedIn }) => ownedIn,
    [
      'acme#classic-token:161195',
      'acme#fine-grained-token:101001',
      'acme#person:583231',
      'acme#token-request:84848',
      'beta#fine-grained-token:101001',
    ],
  ],
  'the current credentials of an owner in one organisation': [
    ({ ownedIn }) => ownedIn,
    [
      'acme#classic-token:161195',
      'acme#fine-grained-token:101001',
      'acme#person:583231',
      'acme#token-request:84848',
    ],
  ],
  'the credentials that expire between two dates': [
    sortKey,
    ['fine-grained-token:101001', 'classic-token:161195'],
  ],
  'the open findings, the loudest first, then the oldest': [severityOf, some('critical')],
  'the open findings that are critical': [({ rule }) => rule, some('critical-permission')],
  'all findings': [
    ({ rule, state }) => [rule, state],
    some(['never-expires', 'resolved'], ['critical-permission', 'open']),
  ],
  'the findings about one credential': [
    ({ type, rule }) => [type, rule],
    some(['finding', 'critical-permission']),
  ],
  'what a channel was told, where and why': [
    ({ channel, about }) => [channel, about],
    [['sns:patrol-alerts', '7a1f…']],
  ],
  'what people pressed': [({ press, by }) => [press, by], [['acknowledge', 'octocat']]],
  'whom a lookup found in Slack': [({ login, slack }) => [login, slack], [['octocat', 'U012ABCDEF']]],
  "a finding's life": [
    ({ timelineAt, kind }) => [timelineAt, kind],
    [
      [FIRST, 'opened'],
      [THIRD, 'resolved'],
    ],
  ],
  "a credential's timeline, field by field": [
    ({ timelineAt, fields }) => [timelineAt, Object.keys(fields as object)],
    [
      [FIRST, []],
      [SECOND, ['permissions']],
      [THIRD, ['permissions']],
    ],
  ],
  'everything that changed in one scan': [
    ({ key, change }) => [key, change],
    [
      ['fine-grained-token:101001', 'changed'],
      ['fine-grained-token:9', 'changed'],
    ],
  ],
  'what one scan did to findings': [
    (item) => [ruleOf(item), item['kind']],
    some(['never-expires', 'resolved']),
  ],
  'what one scan decided to say, and why': [({ alerts }) => (alerts as unknown[]).length > 0, [true]],
  'the scans of an organisation, the newest first': [sortKey, [THIRD, SECOND, FIRST]],
  'the scan in force at an instant': [({ id, status }) => [id, status], [[SECOND, 'complete']]],
  'the snapshot of that scan': [
    ({ source, count }) => [source, count],
    [
      ['fine-grained-tokens', 2],
      ['people', 1],
      ['sso-credentials', 1],
      ['token-requests', 1],
    ],
  ],
};

describe('docs/data-model.md', () => {
  it('has a question for every answer, and an answer for every question', () => {
    expect([...commands.keys()]).toEqual(Object.keys(ANSWERS));
  });

  it.each(Object.entries(ANSWERS))(
    '%s: as printed, with one Query and no filter',
    async (title, [see, expected]) => {
      const input = queryOf(commands.get(title) ?? '');
      const answer = await client.send(new QueryCommand(input));
      expect((answer.Items ?? []).map(see)).toEqual(expected);
      expect(answer.ScannedCount).toBe(answer.Count);
      if (input.Limit === undefined) expect(answer.LastEvaluatedKey).toBeUndefined();
    },
  );

  it.each(Object.keys(ANSWERS))('%s: in PartiQL, the same', async (title) => {
    const input = queryOf(commands.get(title) ?? '');
    const { Items: queried } = await client.send(new QueryCommand(input));
    const { Limit, ConsistentRead } = input;
    const { Items: selected = [] } = await client.send(
      new ExecuteStatementCommand({ Statement: statements.get(title), ConsistentRead }),
    );
    expect(selected.slice(0, Limit)).toEqual(queried);
  });

  it('sorts open findings from loud to quiet', async () => {
    const input = queryOf(commands.get('the open findings, the loudest first, then the oldest') ?? '');
    const { Items = [] } = await client.send(new QueryCommand(input));
    const ranks = Items.map((item) =>
      ['critical', 'high', 'medium', 'low'].indexOf(String(severityOf(item))),
    );
    expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
  });

  it.each(examples.map((example) => [String(example['type']), example]))(
    'shows a %s item with attributes that such items have',
    (type, example) => {
      const real = stored.filter((item) => item['type'] === type);
      const known = new Set(real.flatMap((item) => Object.keys(item)));
      // Written for large scans, and by a channel; the tests of the store and of the channels have them.
      if (type === 'record-part' || type === 'delivery') return;
      expect(Object.keys(example).filter((name) => !known.has(name))).toEqual([]);
      const schemaVersion = type === 'scan' ? 1 : 2;
      expect(example).toMatchObject({ pk: expect.any(String), sk: expect.any(String), schemaVersion });
    },
  );

  it('names every attribute that is stored', () => {
    const names = new Set(stored.flatMap((item) => Object.keys(item)));
    expect([...names].filter((name) => !page.includes(`\`${name}\``) && !page.includes(`"${name}"`))).toEqual(
      [],
    );
  });
});
