import type { OperationUpdate } from '@aws/durable-execution-sdk-js';
import { createStore } from '#adapters/dynamodb/store.ts';
import type { PatrolEvent } from '#core/alert-event.ts';
import { orgLogin } from '#core/credential.ts';
import { loadSnapshot } from '#scan/load-snapshot.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { type Deployment, deploy } from './deployment.ts';
import { subscribe } from './queue.ts';

const ACME = orgLogin('acme');
const FIRST = '2026-10-20T02:17:00Z';
const SECOND = '2026-10-21T02:17:00Z';
const SIZE = {
  ...EMPTY,
  members: 4,
  repositories: 3,
  fineGrainedTokens: 6,
  subsetShare: 0.5,
  classicTokens: 3,
};
const SLOW = 300_000;

/** A first night in peace, then a day on which a token goes, one comes, and a permission is taken from the App. */
async function beforeTheSecondNight(stackName: string): Promise<Deployment> {
  const world = createWorld({
    seed: 'killed',
    lifeRate: 0,
    startsAt: '2026-10-20T02:00:00Z',
    organisations: [{ login: ACME, size: SIZE }],
  });
  const patrol = await deploy(stackName, world);
  expect(await patrol.run('Scan', { organisation: ACME, scan: FIRST })).toMatchObject({
    Status: 'SUCCEEDED',
  });
  world.advanceDays(1);
  const acme = world.organisation(ACME);
  const [gone, kept] = acme.fineGrainedTokens;
  acme.revokeToken(gone?.tokenId ?? 0);
  acme.addToken({ owner: kept?.owner.login ?? '', name: 'laptop', expiresAt: null });
  if (acme.app !== null) delete acme.app.permissions['members'];
  return patrol;
}

/**
 * Kills the function whenever it has done a step, before it can say so: once for each step.
 *
 * @returns step → how often it was done.
 */
function killAfterEveryStep({ alive, door }: Deployment): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  door.watcher = ({ action }, body) => {
    if (action !== 'lambda:CheckpointDurableExecution') return true;
    const { Updates = [] } = JSON.parse(body) as { readonly Updates?: readonly OperationUpdate[] };
    const done = Updates.filter(({ Action, Type }) => Type === 'STEP' && Action === 'SUCCEED');
    const isNew = done.some(({ Name }) => !times.has(`${Name}`));
    for (const { Name } of done) times.set(`${Name}`, (times.get(`${Name}`) ?? 0) + 1);
    if (isNew) for (const sandbox of alive) sandbox.kill();
    return !isNew;
  };
  return times;
}

/** The second night: everything it left behind, but for what it cost. */
async function secondNight(patrol: Deployment) {
  const TopicArn = patrol.stack.physical('PatrolChannelsAlerts3');
  const topic = `${TopicArn.split(':').at(-1)}`;
  const subscriber = await subscribe<PatrolEvent>(patrol.aws, { TopicArn, name: topic });
  const output = await patrol.run('Scan', { organisation: ACME, scan: SECOND });
  const store = createStore(patrol.table.client, { table: patrol.table.name });
  const record = await store.head(ACME);
  if (record?.id !== SECOND) throw new Error(`The second night was not committed: ${JSON.stringify(output)}`);
  // A step that ran twice asked twice: the digest is over that, too.
  const {
    digest: _digest,
    previousDigest: _previous,
    signature: _signature,
    usage: _usage,
    ...said
  } = record;
  const events = await subscriber.received();
  subscriber.close();
  const left = {
    said,
    snapshot: [...(await loadSnapshot(store, record))],
    changes: await store.changes(ACME, record.id),
    transitions: await store.transitions(ACME, record.id),
    findings: await store.findings(ACME, ['open', 'waived', 'resolved']),
    deliveries: await store.deliveries(ACME, `sns:${topic}`),
  };
  // Each deployment has a topic of another name.
  return { output, events, left: JSON.parse(JSON.stringify(left).replaceAll(topic, 'alerts')) as object };
}

/** What was told, each thing once, without the place's name. */
const toldOnce = (events: readonly PatrolEvent[]) =>
  [...new Set(events.map(({ action, dedupKey, subject }) => `${action} ${dedupKey} ${subject}`))].toSorted();

describe('a scan that is killed in every step, as it is deployed', () => {
  let undisturbed: Awaited<ReturnType<typeof secondNight>>;
  let steps: number;
  beforeAll(async () => {
    const patrol = await beforeTheSecondNight('Undisturbed');
    undisturbed = await secondNight(patrol);
    steps = stepsOf(patrol);
    await patrol.close();
  }, SLOW);

  it(
    'comes to the same end as undisturbed, and tells each thing',
    async () => {
      const patrol = await beforeTheSecondNight('Killed');
      const done = killAfterEveryStep(patrol);
      const { events, left, output } = await secondNight(patrol);
      const repeated = [...done.values()].reduce((sum, times) => sum + times - 1, 0);
      const invocations = patrol.lambda.executions.at(-1)?.invocations;
      await patrol.close();

      expect(output).toMatchObject({ Status: 'SUCCEEDED' });
      expect(left).toEqual(undisturbed.left);
      expect(toldOnce(events)).toEqual(toldOnce(undisturbed.events));
      // One message for one crash between the topic's yes and our note of it, and no more.
      const again = events.length - undisturbed.events.length;
      expect(again).toBeLessThanOrEqual(done.size);
      expect(done.size).toBe(steps);
      expect(repeated).toBeGreaterThanOrEqual(steps);
      process.stderr.write(
        `${done.size} steps, each killed when it was done: ${invocations} invocations, ${repeated} steps repeated, ${again} messages repeated.\n`,
      );
    },
    SLOW,
  );
});

/** How many steps the last execution had. */
function stepsOf({ lambda }: Deployment): number {
  const operations = lambda.executions.at(-1)?.execution.operations.values() ?? [];
  return [...operations].filter(({ Type }) => Type === 'STEP').length;
}
