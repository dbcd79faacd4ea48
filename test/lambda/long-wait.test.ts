import { orgLogin } from '#core/credential.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { type LocalFunctions, startFunctions } from './local-functions.ts';

const SIZE = { ...EMPTY, members: 3, fineGrainedTokens: 4, classicTokens: 2 };
const HOURS_2 = 2 * 3_600;

let simulator: Simulator;
let patrol: LocalFunctions;
/** Of the metric, whenever everything waited. */
const announced: (readonly string[])[] = [];

beforeAll(async () => {
  const organisations = [{ login: 'acme', size: SIZE }];
  simulator = await startSimulator({ world: createWorld({ seed: 'waits', lifeRate: 0, organisations }) });
  patrol = await startFunctions(['scan:live'], {
    simulator,
    jumped: () => announced.push([...patrol.metric('AnnouncedWaitSeconds')]),
  });
}, 60_000);
afterAll(async () => {
  await Promise.all([patrol.close(), simulator.close()]);
});

it('a long wait is announced before it begins, once, whoever waits meanwhile and however often it is replayed', async () => {
  for (const path of [
    /^\/orgs\/acme\/personal-access-tokens$/,
    /^\/orgs\/acme\/credential-authorizations$/,
  ]) {
    simulator.faults.add({ on: { path }, do: { kind: 'rate-limit', secondsUntilReset: HOURS_2 + 60 } });
  }
  const output = await patrol.cloud.run('scan:live', { organisation: 'acme', scan: '2026-11-22T02:17:00Z' });
  expect(output).toMatchObject({ Status: 'SUCCEEDED' });
  expect((await patrol.store.head(orgLogin('acme')))?.status).toBe('complete');
  // While it is suspended, and no line more when it is over.
  const [whileItWaits = [], ...later] = announced;
  expect(whileItWaits).toHaveLength(2);
  expect([...later, patrol.metric('AnnouncedWaitSeconds')]).toEqual(
    later.concat([whileItWaits]).map(() => whileItWaits),
  );
  const seconds = whileItWaits.map((line) => JSON.parse(line)['AnnouncedWaitSeconds']);
  // Two sources that wait at the same time wait once.
  for (const each of seconds) expect(each).toBeCloseTo(HOURS_2 + 60, -2);
});
