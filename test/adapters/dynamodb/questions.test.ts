import { queryAll } from '#adapters/dynamodb/query.ts';
import { questions } from '#adapters/dynamodb/questions.ts';
import { createStore } from '#adapters/dynamodb/store.ts';
import type { Table } from '#adapters/dynamodb/table.ts';
import { keyOf } from '#core/credential.ts';
import { SEVERITIES } from '#core/finding.ts';
import type { Instant } from '#core/instant.ts';
import { finding, fineGrainedToken, fingerprint, tokenRequest } from '#test/builders/items.ts';
import { pressed } from '#test/builders/pressed.ts';
import { ACME, change, transition } from '#test/builders/scan-records.ts';
import { type Database, freshTable, startDynalite } from './database.ts';
import { NIGHTS, runNight } from './suite/night.ts';
import { recordCommands, type SentCommand } from './watched-client.ts';

let database: Database;
let table: Table;
let sent: SentCommand[];

beforeAll(async () => {
  database = await startDynalite();
  table = await freshTable(database.connect());
  const store = createStore(table.client, { table: table.name });
  const [first, second, third] = NIGHTS;
  const expiring = [
    '2026-12-01T00:00:00Z',
    '2026-12-10T00:00:00Z',
    '2026-12-10T23:59:59Z',
    '2026-12-11T00:00:00Z',
  ];
  const dated = expiring.map((expiresAt, id) =>
    change({ item: tokenRequest({ id: String(id), expiresAt: expiresAt as Instant }) }),
  );
  const ranked = SEVERITIES.map((severity) =>
    transition({ finding: finding({ id: fingerprint(severity), severity }) }),
  );
  const changes = [...first.changes, ...dated];
  await runNight(store, { ...first, changes, transitions: [...first.transitions, ...ranked] }, 'me');
  await runNight(store, second, 'me');
  await runNight(store, third, 'me');
  const said = { at: third.id, severity: 'low', tier: null } as const;
  await store.noteDeliveries(
    ACME,
    (['slack:#a', 'slack:#ab'] as const).flatMap((channel) =>
      (['digest', fingerprint('critical')] as const).map((about) => ({
        channel,
        about,
        said,
        handle: null,
        sayings: [],
      })),
    ),
  );
  await store.notePress(ACME, pressed({ press: 'snooze', finding: fingerprint('critical') }));
  await store.notePress(ACME, pressed({ finding: fingerprint('another') }));
  // A scan that is under way: staged, and nobody's business yet.
  const under = '2026-11-23T02:00:00Z' as Instant;
  await store.open({ org: ACME, scan: under, holder: 'me' });
  await store.stageChanges(ACME, under, [change({ item: fineGrainedToken({ id: '1' }) })]);
  sent = recordCommands(table.client);
});
beforeEach(() => {
  sent.length = 0;
});
afterAll(() => database.close());

const [first, second, third] = NIGHTS;
const token = keyOf({ kind: 'fine-grained-token', id: '2' });
const [open] = first.transitions;

const PATTERNS: [
  string,
  () => Parameters<typeof queryAll>[1],
  (item: Record<string, unknown>) => unknown,
  unknown[],
][] = [
  [
    'the current credentials of an organisation',
    () => questions.current(ACME),
    ({ sk }) => sk,
    [
      'fine-grained-token:1',
      'fine-grained-token:2',
      'person:583231',
      'token-request:0',
      'token-request:1',
      'token-request:2',
      'token-request:3',
    ],
  ],
  [
    'the current credentials of an owner, over all organisations',
    () => questions.ownedBy('OctoCat'),
    ({ ownedIn }) => ownedIn,
    [
      'acme-corp#fine-grained-token:1',
      'acme-corp#fine-grained-token:2',
      'acme-corp#person:583231',
      'acme-corp#token-request:0',
      'acme-corp#token-request:1',
      'acme-corp#token-request:2',
      'acme-corp#token-request:3',
    ],
  ],
  [
    'those that expire between two dates',
    () => questions.expiring(ACME, '2026-12-10T00:00:00Z' as Instant, '2026-12-10T23:59:59Z' as Instant),
    ({ sk }) => sk,
    ['token-request:1', 'token-request:2'],
  ],
  [
    'open findings by severity',
    () => questions.findingsBySeverity(ACME, 'open'),
    ({ severity }) => severity,
    ['critical', 'high', 'medium', 'medium', 'medium', 'low'],
  ],
  [
    'the findings about one credential, and nothing else of its timeline',
    () => questions.findingsAbout(ACME, keyOf(finding().credential)),
    ({ type, id }) => [type, id],
    ['one', 'two', ...SEVERITIES]
      .map((name) => ['finding', fingerprint(name)])
      .toSorted((one, other) => (`${one}` < `${other}` ? -1 : 1)),
  ],
  [
    'what a channel was told, and not another one with a like name',
    () => questions.deliveries(ACME, 'slack:#a'),
    ({ about }) => about,
    [fingerprint('critical'), 'digest'],
  ],
  [
    'what was said of a finding, channel by channel',
    () => questions.saidOf(ACME, fingerprint('critical')),
    ({ channel }) => channel,
    ['slack:#a', 'slack:#ab'],
  ],
  [
    'what was pressed in an organisation',
    () => questions.presses(ACME),
    ({ press, by }) => [press, by],
    [
      ['acknowledge', 'octocat'],
      ['snooze', 'octocat'],
    ],
  ],
  [
    'what was pressed of a finding',
    () => questions.presses(ACME, fingerprint('critical')),
    ({ press }) => press,
    ['snooze'],
  ],
  [
    "a finding's life",
    () => questions.findingLife(ACME, open?.finding.id ?? fingerprint(''), third.id),
    ({ kind, timelineAt }) => [timelineAt, kind],
    [
      [first.id, 'opened'],
      [second.id, 'resolved'],
      [third.id, 'reopened'],
    ],
  ],
  [
    "a credential's timeline, without what is not committed",
    () => questions.timeline(ACME, keyOf({ kind: 'fine-grained-token', id: '1' }), third.id),
    ({ change: what, fields, timelineAt }) => [timelineAt, what, fields],
    [
      [first.id, 'appeared', {}],
      [second.id, 'changed', { name: { before: 'release notes', after: 'renamed' } }],
    ],
  ],
  [
    'everything that changed in one scan',
    () => questions.changes(ACME, third.id),
    ({ change: what, key }) => [key, what],
    [[token, 'appeared']],
  ],
  [
    'what one scan did to findings',
    () => questions.transitions(ACME, third.id),
    ({ kind }) => kind,
    ['reopened'],
  ],
  [
    'the scans of an organisation, the newest first',
    () => questions.scans(ACME),
    ({ id }) => id,
    [third.id, second.id, first.id],
  ],
  [
    'the scan in force at an instant',
    () => questions.scanAt(ACME, '2026-11-21T23:00:00Z' as Instant),
    ({ id, status }) => [id, status],
    [[second.id, 'complete']],
  ],
  [
    'the pieces of a snapshot',
    () => questions.snapshot(ACME, first.id),
    ({ count, ordinal, source }) => [source, ordinal, count],
    [
      ['fine-grained-tokens', 0, 2],
      ['people', 1, 1],
    ],
  ],
  ['the organisations', () => questions.organisations(), ({ org }) => org, [ACME]],
];

describe('the table answers with one Query', () => {
  it.each(PATTERNS)('%s', async (_, question, seen, expected) => {
    expect((await queryAll(table, question())).map(seen)).toEqual(expected);
    expectQueries(1);
  });

  it('the pieces of each source of a snapshot, in order', async () => {
    const store = createStore(table.client, { table: table.name });
    const { Item: head } = { Item: await store.head(ACME) };
    sent.length = 0;
    for await (const { items } of store.readChunks(ACME, third.id, head?.chunks ?? [])) {
      expect(items).toHaveLength(2);
    }
    expectQueries(1);
  });

  it('everything the store itself asks of many items', async () => {
    const store = createStore(table.client, { table: table.name });
    await store.findings(ACME, ['open', 'waived']);
    await store.changes(ACME, third.id);
    await store.transitions(ACME, third.id);
    await store.ownedBy('octocat');
    await store.organisations();
    // The head before and after the findings: they are of one scan.
    expectQueries(5, { gets: 2 });
  });
});

/** No Scan, and nothing read to be thrown away. */
function expectQueries(count: number, { gets = 0 } = {}): void {
  const times = Map.groupBy(sent, ({ name }) => name);
  expect([times.get('QueryCommand')?.length, times.get('GetItemCommand')?.length ?? 0]).toEqual([
    count,
    gets,
  ]);
  expect(sent).toHaveLength(count + gets);
  expect(sent.filter(({ input }) => 'FilterExpression' in input)).toEqual([]);
}
