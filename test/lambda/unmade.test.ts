import type { ScanHealthEvent } from '#core/alert-event.ts';
import { orgLogin } from '#core/credential.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import type { Handler } from '#test/builders/durable-lambda.ts';
import type { Ended } from '#test/builders/durable-service.ts';
import { NIGHT } from '#test/builders/items.ts';
import { type LocalFunctions, startFunctions } from './local-functions.ts';

const SIZE = { ...EMPTY, members: 3, fineGrainedTokens: 3 };
const SUSPENDED_AT = '2026-11-20T09:12:00Z';

let simulator: Simulator;
let patrol: LocalFunctions;
let cloud: LocalFunctions['cloud'];
let scanned: Handler;

beforeAll(async () => {
  const organisations = ['calm', 'quiet'].map((login) => ({ login, size: SIZE }));
  simulator = await startSimulator({ world: createWorld({ seed: 'unmade', lifeRate: 0, organisations }) });
  patrol = await startFunctions(['plan:live', 'scan:live'], { simulator });
  cloud = patrol.cloud;
  scanned = cloud.functions.get('scan:live') as Handler;
}, 60_000);
afterAll(async () => {
  await Promise.all([patrol.close(), simulator.close()]);
});
afterEach(() => {
  cloud.functions.set('scan:live', scanned);
  cloud.topicsRefuse = false;
});

const night = (day: number): Instant => plusDays(NIGHT, day);

/** A night as it is deployed: what `plan` counts, and what reached the topics. */
async function run(day: number) {
  const [alerts, scans, log] = [cloud.published.length, cloud.scans.length, patrol.log.length];
  const output = await cloud.run('plan:live', { scheduled: night(day) });
  expect(output).toMatchObject({ Status: 'SUCCEEDED' });
  return {
    counts: JSON.parse('Result' in output ? String(output.Result) : '') as object,
    health: cloud.published
      .slice(alerts)
      .map((text) => JSON.parse(JSON.parse(text).default) as ScanHealthEvent)
      .filter(({ kind }) => kind === 'scan-health'),
    scans: cloud.scans.slice(scans).map((text) => JSON.parse(text) as Readonly<Record<string, unknown>>),
    log: patrol.log.slice(log),
  };
}

/** Lambda ends executions of `scan` for calm: the first so many of them. */
function endedByLambda(ended: Partial<Ended> & Pick<Ended, 'Status'>, times = 1, before?: Handler): void {
  let left = times;
  cloud.functions.set('scan:live', async (input, context) => {
    const isCalm = JSON.stringify(input).includes('\\"calm\\"');
    if (!isCalm || left === 0) return scanned(input, context);
    left -= 1;
    await before?.(input, context);
    return ended as never;
  });
}

describe('an organisation that suspended the App', () => {
  let settings: string;

  it('is said where its findings would be: which, since when, and what to do', async () => {
    const app = simulator.world.organisation('quiet').app;
    if (app === null) throw new Error('The App is not installed.');
    Object.assign(app, { suspendedAt: SUSPENDED_AT });
    settings = `https://github.com/organizations/quiet/settings/installations/${app.id}`;
    const { counts, health, scans } = await run(0);
    expect(counts).toMatchObject({ organisations: 2, complete: 1, failed: 1 });
    expect(health).toEqual([expect.objectContaining({ organisation: 'quiet', action: 'trigger' })]);
    for (const words of ['quiet is suspended', SUSPENDED_AT, `can unsuspend it at ${settings}`]) {
      expect(health[0]?.failure).toContain(words);
      expect(health[0]?.body).toContain(words);
    }
    expect(scans).toContainEqual(
      expect.objectContaining({ organisation: 'quiet', status: 'failed', reason: health[0]?.failure }),
    );
    expect(patrol.metric('SuspendedInstallations')).toHaveLength(1);
    expect(patrol.metric('FailedScans')).toHaveLength(1);
  });

  it('is counted every night, and said again after three', async () => {
    expect((await run(1)).health).toEqual([]);
    expect(patrol.metric('SuspendedInstallations')).toHaveLength(2);
    expect((await run(3)).health).toMatchObject([{ organisation: 'quiet', reason: 'reminder-due' }]);
  });

  it('is over when its owners say so', async () => {
    Object.assign(simulator.world.organisation('quiet').app ?? {}, { suspendedAt: null });
    const { counts, health } = await run(4);
    expect(counts).toMatchObject({ complete: 2, failed: 0 });
    expect(health).toMatchObject([{ organisation: 'quiet', action: 'resolve', failure: null }]);
  });
});

describe('a scan that Lambda itself ends', () => {
  it.each<[string, number, Partial<Ended> & Pick<Ended, 'Status'>, string]>([
    ['out of time', 10, { Status: 'TIMED_OUT' }, 'Invoke failed'],
    [
      'stopped by somebody',
      20,
      { Status: 'STOPPED', Error: { ErrorMessage: 'stopped by octocat' } },
      'stopped by octocat',
    ],
    [
      'out of memory',
      30,
      { Status: 'FAILED', Error: { ErrorType: 'Runtime.ExitError', ErrorMessage: 'signal: killed' } },
      'signal: killed',
    ],
  ])(
    '%s: is said where its findings would be, once, and that it was made again',
    async (_how, day, ended, words) => {
      const failed = patrol.metric('FailedScans').length;
      endedByLambda(ended);
      const { counts, health, scans } = await run(day);
      expect(counts).toMatchObject({ organisations: 2, complete: 1, failed: 1 });
      expect(health).toMatchObject([{ organisation: 'calm', action: 'trigger' }]);
      expect(health[0]?.failure).toContain('AWS Lambda ended the scan of calm before it was over');
      expect(health[0]?.failure).toContain(words);
      expect(health[0]?.body).toContain('runbook.md');
      expect(scans.filter(({ status }) => status === 'failed')).toMatchObject([{ organisation: 'calm' }]);
      expect(patrol.metric('FailedScans')).toHaveLength(failed + 1);
      expect((await run(day + 1)).health).toMatchObject([{ organisation: 'calm', action: 'resolve' }]);
    },
  );

  it('after its commit: what was found is said all the same, and nothing else', async () => {
    const failed = patrol.metric('FailedScans').length;
    const calm = simulator.world.organisation('calm');
    const [owner = ''] = calm.members.map(({ user }) => user.login);
    calm.addToken({ owner, name: 'laptop', expiresAt: plusDays(night(40), 2), lastUsedAt: night(39) });
    cloud.topicsRefuse = true;
    endedByLambda({ Status: 'TIMED_OUT' }, 1, async (input, context) => {
      const output = await scanned(input, context);
      cloud.topicsRefuse = false;
      return output;
    });
    const before = cloud.published.length;
    const { counts, health, scans } = await run(40);
    expect(counts).toMatchObject({ organisations: 2, complete: 2, failed: 0 });
    expect(health).toEqual([]);
    expect(cloud.published.slice(before).join()).toContain('expires-soon');
    expect(scans.map(({ status }) => status)).toEqual(['complete', 'complete']);
    expect((await patrol.store.head(orgLogin('calm')))?.id).toBe(night(40));
    expect(patrol.metric('FailedScans')).toHaveLength(failed);
  });

  it('as is the one that was to say so: rings the alarm, and names the organisation', async () => {
    const failed = patrol.metric('FailedScans').length;
    endedByLambda({ Status: 'TIMED_OUT' }, 2);
    const { counts, health, log } = await run(50);
    expect(counts).toMatchObject({ organisations: 2, complete: 1, failed: 1 });
    expect(health).toEqual([]);
    expect(patrol.metric('FailedScans')).toHaveLength(failed + 1);
    expect(
      log.filter((line) => line.includes('calm was not scanned, and nobody could be told')),
    ).toHaveLength(1);
  });
});

describe('an organisation that somebody else scans all the while', () => {
  const hold = async (scan: Instant) => {
    const org = orgLogin('quiet');
    const holder = 'another execution';
    await patrol.store.open({ org, scan, holder });
    const renewing = setInterval(() => void patrol.store.renew(org, scan, holder), 10_000);
    return async () => {
      clearInterval(renewing);
      await patrol.store.release(org, scan, holder);
    };
  };

  it('for the same time: is left to them, and nobody hears of a failure', async () => {
    const letGo = await hold(night(60));
    const { counts, health, scans } = await run(60);
    await letGo();
    expect(counts).toEqual({ organisations: 2, complete: 1, partial: 0, failed: 0, leftToOthers: 1 });
    expect(health.filter(({ organisation }) => organisation === 'quiet')).toEqual([]);
    expect(scans.map(({ organisation }) => organisation)).toEqual(['calm']);
  });

  it('for another time: is said with who holds it, since tonight nobody scanned it', async () => {
    const letGo = await hold(night(69));
    const { counts, health } = await run(70);
    await letGo();
    expect(counts).toMatchObject({ complete: 1, failed: 1, leftToOthers: 0 });
    const [said] = health.filter(({ organisation }) => organisation === 'quiet');
    expect(said?.failure).toMatch(
      /^quiet is being scanned already: another execution works on the scan for /,
    );
  });
});
