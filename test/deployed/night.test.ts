import { createStore } from '#adapters/dynamodb/store.ts';
import type { PatrolEvent } from '#core/alert-event.ts';
import { orgLogin } from '#core/credential.ts';
import { SEVERITIES, type Severity } from '#core/finding.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { dump } from '#test/adapters/dynamodb/database.ts';
import { type Deployment, deploy } from './deployment.ts';
import { printedFilter } from './printed-filter.ts';
import { type Subscriber, subscribe } from './queue.ts';
import { roleInUse, TRACES } from './role-in-use.ts';

const NIGHT = '2026-11-22T02:17:00Z';
const LOGINS = ['calm', 'limited', 'refused'] as const;
const SIZE = {
  ...EMPTY,
  members: 5,
  repositories: 4,
  fineGrainedTokens: 12,
  subsetShare: 0.5,
  classicTokens: 4,
};
const SLOW = 300_000;

/** What no code of ours calls, and why it is allowed. */
const DIFFERENCES: Readonly<Record<string, object>> = {
  Plan: { missing: [], unusedActions: TRACES, unusedResources: [] },
  Scan: {
    missing: [],
    // DynamoDB and SNS use the encryption key in the name of the function that calls them.
    unusedActions: ['kms:Decrypt', 'kms:GenerateDataKey', ...TRACES],
    unusedResources: [],
  },
};

let patrol: Deployment;
let everything: Subscriber<PatrolEvent>;
let onlyLimited: Subscriber<PatrolEvent>;
let onCall: Subscriber<PatrolEvent>;
let onlyHealth: Subscriber<PatrolEvent>;
/** One for each severity. */
const bySeverity = new Map<Severity, Subscriber<PatrolEvent>>();

const heads = async () => {
  const store = createStore(patrol.table.client, { table: patrol.table.name });
  return Promise.all(LOGINS.map((login) => store.head(orgLogin(login))));
};
/** That a scan is over is said again, on a topic of its own: who hears of it looks what there is to say. */
const alertsPublished = () => {
  const alerts = patrol.stack.physical('PatrolChannelsAlerts3');
  return patrol.door.calls.filter(
    ({ action, resources }) => action === 'sns:Publish' && resources.includes(alerts),
  );
};
/** The table byte for byte, but for whose turn it is to tell a channel: a lock that is taken and let go. */
const remembered = async () =>
  JSON.stringify((await dump(patrol.table)).filter(({ type }) => type !== 'claim'));
const keysOf = (events: readonly PatrolEvent[]) => events.map(({ dedupKey }) => dedupKey).toSorted();
const scansOf = (login: string) =>
  patrol.lambda.executions.filter(({ event }) => JSON.stringify(event).includes(`"${login}"`));

beforeAll(async () => {
  const organisations = LOGINS.map((login) => ({ login, size: SIZE }));
  const world = createWorld({ seed: 'a night', lifeRate: 0, organisations });
  delete world.organisation('refused').app?.permissions['organization_personal_access_tokens'];
  const calm = world.organisation('calm');
  calm.addToken({
    owner: calm.fineGrainedTokens[0]?.owner.login ?? '',
    name: 'laptop',
    expiresAt: '2026-11-22T20:00:00Z',
    lastUsedAt: '2026-11-21T20:00:00Z',
  });
  patrol = await deploy('Night', world);
  const TopicArn = patrol.stack.physical('PatrolChannelsAlerts3');
  everything = await subscribe(patrol.aws, { TopicArn, name: 'everything' });
  const filterPolicy = { organisation: ['limited'] };
  onlyLimited = await subscribe(patrol.aws, { TopicArn, name: 'only-limited', filterPolicy });
  onCall = await subscribe(patrol.aws, { TopicArn, name: 'on-call', filterPolicy: printedFilter() });
  onlyHealth = await subscribe(patrol.aws, {
    TopicArn,
    name: 'only-health',
    filterPolicy: { kind: ['scan-health'] },
  });
  for (const severity of SEVERITIES) {
    const policy = { severity: [severity] };
    bySeverity.set(severity, await subscribe(patrol.aws, { TopicArn, name: severity, filterPolicy: policy }));
  }
}, SLOW);
afterAll(async () => {
  for (const each of [everything, onlyLimited, onCall, onlyHealth, ...bySeverity.values()]) each?.close();
  await patrol?.close();
}, SLOW);

describe('a night as it is deployed: one organisation is limited for an hour, one refuses, one is fine', () => {
  it(
    'is scanned whole but for what was refused',
    async () => {
      const limit = patrol.simulator.faults.add({
        on: { path: /^\/orgs\/limited\/personal-access-tokens$/ },
        times: Number.POSITIVE_INFINITY,
        do: { kind: 'rate-limit', secondsUntilReset: 3_600 },
      });
      patrol.onJump(() => limit.remove());
      const output = await patrol.run('Plan', { scheduled: NIGHT });
      expect(output).toMatchObject({ Status: 'SUCCEEDED' });
      expect(JSON.parse('Result' in output ? String(output.Result) : '')).toEqual({
        organisations: 3,
        complete: 2,
        partial: 1,
        failed: 0,
        leftToOthers: 0,
      });
      expect((await heads()).map((head) => head?.status)).toEqual(['complete', 'complete', 'partial']);
      expect(limit.struck()).toBe(1);
    },
    SLOW,
  );

  it('runs nothing while it waits for an hour', () => {
    expect(patrol.jumps).toEqual([{ seconds: expect.closeTo(3_600, -2), alive: 0 }]);
    const invocations = LOGINS.map((login) => scansOf(login).map((scan) => scan.invocations));
    expect(invocations).toEqual([[1], [2], [1]]);
    const [plan] = patrol.lambda.executions;
    expect(plan?.invocations).toBe(2);
    // Each invocation was a process, and there were no others.
    expect(patrol.sandboxes()).toBe(2 + 4);
  });

  it('tells whoever subscribed, by their filters, and says what it could not see', async () => {
    const published = alertsPublished();
    const [all, limited] = [await everything.received(), await onlyLimited.received()];
    expect(all).toHaveLength(published.length);
    expect(new Set(all.map(({ organisation }) => organisation))).toEqual(new Set(LOGINS));
    expect(limited.length).toBeGreaterThan(0);
    expect(limited).toHaveLength(all.filter(({ organisation }) => organisation === 'limited').length);
    expect(new Set(limited.map(({ organisation }) => organisation))).toEqual(new Set(['limited']));
    const health = all.filter(({ kind }) => kind === 'scan-health');
    expect(health).toEqual([
      expect.objectContaining({
        organisation: 'refused',
        action: 'trigger',
        holes: expect.arrayContaining([
          expect.objectContaining({ source: 'fine-grained-tokens', status: 'refused' }),
        ]),
      }),
    ]);
    expect(health[0]?.body).toContain('organization_personal_access_tokens');
    expect(await onlyHealth.received()).toEqual(health);
    for (const [severity, subscriber] of bySeverity) {
      const wanted = all.filter((event) => event.severity === severity);
      expect([severity, keysOf(await subscriber.received())]).toEqual([severity, keysOf(wanted)]);
    }
    // What is critical on the first night of an organisation is in its digest: nobody is paged for each.
    expect(all.some(({ kind, severity }) => kind === 'digest' && severity === 'critical')).toBe(true);
    expect(await onCall.received()).toEqual([]);
  });

  it(
    'does nothing twice when the schedule fires again',
    async () => {
      const before = await remembered();
      const published = alertsPublished().length;
      const output = await patrol.run('Plan', { scheduled: NIGHT });
      expect(output).toMatchObject({ Status: 'SUCCEEDED' });
      expect(await remembered()).toBe(before);
      expect(alertsPublished()).toHaveLength(published);
      expect(await everything.received()).toEqual([]);
    },
    SLOW,
  );

  it('writes no secret to its log', () => {
    const log = patrol.log();
    expect(log.filter((line) => line.includes('"Scanned"'))).toHaveLength(6);
    expect(log.filter((line) => /eyJ[\w-]+\.[\w-]+\.|ghs_\w{16}|PRIVATE KEY/.test(line))).toEqual([]);
  });

  it('checkpoints and logs by the policy that AWS has for durable functions, which moto does not attach', () => {
    const { Resources } = patrol.synthesis.template;
    const durable = Object.values(Resources).filter(
      ({ Properties }) => 'DurableConfig' in (Properties ?? {}),
    );
    const policies = JSON.stringify(Resources).match(/AWSLambdaBasicDurableExecutionRolePolicy/g);
    expect(policies).toHaveLength(durable.length);
  });

  it.each(Object.entries(DIFFERENCES))(
    'calls what the role of %s allows, and the role allows nothing else',
    async (name, expected) => {
      expect(await roleInUse(patrol, name)).toEqual(expected);
    },
  );
});
