import type { ScanHealthEvent } from '#core/alert-event.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { NIGHT } from '#test/builders/items.ts';
import { type DeployedAlarm, rings } from './alarm-state.ts';
import { type Deployment, deploy } from './deployment.ts';
import type { MetricPoint } from './metric-points.ts';
import { type Subscriber, subscribe } from './queue.ts';
import { TROUBLES } from './troubles.ts';
import { alarmsOf, collecting, rang } from './watched.ts';

const SIZE = { ...EMPTY, members: 2, fineGrainedTokens: 2 };
const HOUR = 3_600_000;
const SLOW = 300_000;

let patrol: Deployment;
let alarms: ReadonlyMap<string, DeployedAlarm>;
let alerts: Subscriber<ScanHealthEvent>;
/** Of the good night. */
const good: MetricPoint[] = [];
let nights = 0;

beforeAll(async () => {
  const organisations = ['calm', 'acme', 'stray'].map((login) => ({ login, size: SIZE }));
  const world = createWorld({ seed: 'alarms', lifeRate: 0, organisations });
  world.organisation('stray').uninstallApp();
  patrol = await deploy('Alarms', world);
  alarms = alarmsOf(patrol);
  const TopicArn = patrol.stack.physical('PatrolChannelsAlerts3');
  alerts = await subscribe(patrol.aws, { TopicArn, name: 'alarms' });
}, SLOW);
afterAll(async () => {
  alerts?.close();
  await patrol?.close();
}, SLOW);

const tonight = (): Instant => plusDays(NIGHT, nights);

/** One night of what goes wrong, and what was said of it where findings are said. */
async function night(work: () => Promise<unknown>) {
  nights += 1;
  await alerts.received();
  const collected = collecting(patrol);
  await work();
  const points = await collected.points();
  const said = (await alerts.received()).flatMap(({ failure, kind }) =>
    kind === 'scan-health' && failure !== null ? [failure] : [],
  );
  return { points, rang: rang(others(), points), said };
}

/** But for the one that rings when nothing was written. */
const others = () => new Map([...alarms].filter(([name]) => name !== 'NoCompleteScan'));

describe('the alarms', () => {
  it(
    'keep quiet in a good night',
    async () => {
      const { points, rang } = await night(() => patrol.run('Plan', { scheduled: tonight() }));
      expect(rang).toEqual([]);
      good.push(...points);
    },
    SLOW,
  );

  it.each(TROUBLES)(
    'ring when $what: $rings, and no others',
    async ({ make, rings: expected, run, says }) => {
      const end = await make(patrol);
      const { points, rang: heard, said } = await night(() => run(patrol, tonight()));
      await end();
      expect(heard).toEqual(expected);
      expect(said).toEqual(says.map((words) => expect.stringMatching(words)));
      // Under another name nothing would have rung.
      const renamed = [...others()].map(
        ([name, { MetricName, ...alarm }]) => [name, { ...alarm, MetricName: `${MetricName}s` }] as const,
      );
      expect(rang(new Map(renamed.filter(([, { Metrics }]) => Metrics === undefined)), points)).toEqual([]);
    },
    SLOW,
  );

  it(
    'ring when the wait begins that makes it two hours, not when the scan is over',
    async () => {
      patrol.simulator.faults.add({
        ...{ on: { path: /^\/orgs\/acme\/personal-access-tokens$/ }, times: 3 },
        do: { kind: 'rate-limit', secondsUntilReset: 3_000 },
      });
      const whileItWaits: string[][] = [];
      const { rang: heard } = await night(() => {
        const collected = collecting(patrol);
        patrol.onJump(() => void whileItWaits.push(rang(others(), collected.embedded())));
        return patrol.run('Scan', { organisation: 'acme', scan: tonight() });
      });
      expect(whileItWaits).toEqual([[], [], ['LongWait']]);
      expect(heard).toEqual(['LongWait']);
    },
    SLOW,
  );

  it('ring when no scan was complete for 26 hours, and not sooner', () => {
    const alarm = alarms.get('NoCompleteScan');
    if (alarm === undefined) throw new Error('There is no such alarm.');
    const complete = good.filter(({ name }) => name === 'CompleteScans');
    expect(complete).toHaveLength(2);
    const last = Math.max(...complete.map(({ at }) => at));
    expect([0, 25, 27].map((hours) => rings(alarm, good, last + hours * HOUR))).toEqual([false, false, true]);
    // Whatever else was written: partial scans, failed ones.
    const incomplete = good.filter(({ name }) => name !== 'CompleteScans');
    expect(rings(alarm, incomplete, last)).toBe(true);
  });

  it('were all tried', () => {
    const tried = [...TROUBLES.flatMap(({ rings: names }) => names), 'LongWait', 'NoCompleteScan'];
    expect([...new Set(tried)].toSorted()).toEqual([...alarms.keys()].toSorted());
  });
});
