import { createStore } from '#adapters/dynamodb/store.ts';
import type { PatrolEvent } from '#core/alert-event.ts';
import { orgLogin } from '#core/credential.ts';
import { parseInstant, plusDays, plusSeconds } from '#core/instant.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { timesDone } from '#test/builders/durable-service.ts';
import { type Deployment, deploy } from './deployment.ts';
import { printedFilter } from './printed-filter.ts';
import { type Subscriber, subscribe } from './queue.ts';
import { alarmsOf, collecting, rang } from './watched.ts';

const ACME = orgLogin('acme');
const FIRST = parseInstant('2026-11-22T02:17:00Z');
const SECOND = plusDays(FIRST, 1);
const SLOW = 300_000;
const READ_FIRST = 'collect fine-grained-tokens 0.1';

let patrol: Deployment;
let everything: Subscriber<PatrolEvent>;
let onCall: Subscriber<PatrolEvent>;

beforeAll(async () => {
  const size = { ...EMPTY, members: 3, fineGrainedTokens: 4, classicTokens: 1 };
  const world = createWorld({
    ...{ seed: 'two nights', lifeRate: 0, startsAt: '2026-11-22T01:00:00Z' },
    organisations: [{ login: ACME, size }],
  });
  patrol = await deploy('TwoNights', world);
  const TopicArn = patrol.stack.physical('PatrolChannelsAlerts3');
  everything = await subscribe(patrol.aws, { TopicArn, name: 'everything-twice' });
  onCall = await subscribe(patrol.aws, { TopicArn, name: 'pager', filterPolicy: printedFilter() });
}, SLOW);
afterAll(async () => {
  for (const each of [everything, onCall]) each?.close();
  await patrol?.close();
}, SLOW);

const scan = (at: string) => patrol.run('Scan', { organisation: ACME, scan: at });
const statusOf = async () => {
  const store = createStore(patrol.table.client, { table: patrol.table.name });
  const { id, status } = (await store.head(ACME)) ?? {};
  return { id, status };
};

describe('an organisation that is being scanned already, by an execution that waits for an hour', () => {
  it.each([1, 3])(
    'is scanned once, said once, and nothing failed, when GitHub limits it so many times: %i',
    async (times) => {
      const at = plusSeconds(FIRST, (times - 1) * 3_600);
      patrol.simulator.faults.add({
        ...{ on: { path: /^\/orgs\/acme\/personal-access-tokens$/ }, times },
        do: { kind: 'rate-limit', secondsUntilReset: 3_600 },
      });
      const collected = collecting(patrol);
      const before = patrol.lambda.executions.length;
      const outputs = await Promise.all([scan(at), scan(at)]);
      expect(outputs).toMatchObject([{ Status: 'SUCCEEDED' }, { Status: 'SUCCEEDED' }]);
      expect(await statusOf()).toEqual({ id: at, status: 'complete' });
      // Neither began the other anew.
      const reading = patrol.lambda.executions
        .slice(before)
        .map(({ execution }) => timesDone(execution, READ_FIRST));
      expect(reading.toSorted()).toEqual([0, 1]);
      const said = (await everything.received()).map(({ kind, scan: of }) => [kind, of]);
      expect(said).toEqual(times === 1 ? [['digest', FIRST]] : []);
      const rung = rang(alarmsOf(patrol), await collected.points());
      expect(rung.filter((name) => /Failed|Partial|Errors|Untold/.test(name))).toEqual([]);
    },
    SLOW,
  );
});

describe('the pager, by the filter that is printed for it', () => {
  it(
    'does not ring for the digest of a first night, and rings for what is new and critical on the second',
    async () => {
      expect(await onCall.received()).toEqual([]);
      const { world } = patrol.simulator;
      world.advanceDays(1);
      const acme = world.organisation(ACME);
      const owner = `${acme.fineGrainedTokens[0]?.owner.login}`;
      acme.addToken({ owner, name: 'laptop', expiresAt: null, lastUsedAt: plusDays(SECOND, -0.3) });
      acme.addToken({
        owner,
        name: 'release notes',
        expiresAt: plusDays(SECOND, 0.7),
        lastUsedAt: plusDays(SECOND, -0.3),
      });
      expect(await scan(SECOND)).toMatchObject({ Status: 'SUCCEEDED' });
      const said = await everything.received();
      const paged = await onCall.received();
      expect(paged).toMatchObject([
        {
          kind: 'alert',
          severity: 'critical',
          action: 'trigger',
          organisation: ACME,
          finding: { rule: 'expires-soon' },
        },
      ]);
      expect(paged[0]?.body).toContain('release notes');
      const others = said.filter(({ dedupKey }) => dedupKey !== paged[0]?.dedupKey);
      expect(others.map(({ kind }) => kind)).toContain('digest');
    },
    SLOW,
  );
});
