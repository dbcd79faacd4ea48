import { orgLogin } from '#core/credential.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { timesDone } from '#test/builders/durable-service.ts';
import { NIGHT } from '#test/builders/items.ts';
import { setClock, setClockTo } from '#test/builders/set-clock.ts';
import { type LocalFunctions, startFunctions } from './local-functions.ts';

const SIZE = { ...EMPTY, members: 2, fineGrainedTokens: 3 };

let simulator: Simulator;
let patrol: LocalFunctions;

beforeAll(async () => {
  // Before anybody keeps the function that tells the time.
  setClock(0);
  const organisations = [{ login: 'acme', size: SIZE }];
  const world = createWorld({ seed: 'two executions', lifeRate: 0, organisations });
  simulator = await startSimulator({ world });
  // Leases are told by the clock, and waits take no time.
  patrol = await startFunctions(['scan:live'], { simulator, jumped: (_from, to) => setClockTo(to) });
}, 60_000);
afterAll(async () => {
  await Promise.all([patrol.close(), simulator.close()]);
});

/** How many times each of the executions that were started since began to read. */
const readings = (since: number): number[] =>
  patrol.cloud.executions
    .slice(since)
    .map(({ execution }) => timesDone(execution, 'collect fine-grained-tokens 0.1'));

function limitsForHours(times: number): void {
  simulator.faults.add({
    ...{ on: { path: /^\/orgs\/acme\/personal-access-tokens$/ }, times },
    do: { kind: 'rate-limit', secondsUntilReset: 3_600 },
  });
}

const scan = (at: Instant) => patrol.cloud.run('scan:live', { organisation: 'acme', scan: at });

describe('two executions of one scan that GitHub limits for hours', () => {
  it.each([1, 3])(
    'do not begin each other anew: one reads, once, and waits so many times: %i',
    async (times) => {
      limitsForHours(times);
      const [since, at] = [patrol.cloud.executions.length, plusDays(NIGHT, times)];
      const outputs = await Promise.all([scan(at), scan(at)]);
      expect(outputs).toMatchObject([{ Status: 'SUCCEEDED' }, { Status: 'SUCCEEDED' }]);
      expect(await patrol.store.head(orgLogin('acme'))).toMatchObject({ id: at, status: 'complete' });
      expect(readings(since).toSorted()).toEqual([0, 1]);
    },
  );

  it('and one that was stopped while it waited does not hinder the next night', async () => {
    limitsForHours(1);
    const since = patrol.cloud.executions.length;
    const real = patrol.cloud.functions.get('scan:live');
    if (real === undefined) throw new Error('There is no function.');
    let invocations = 0;
    patrol.cloud.functions.set('scan:live', async (input, context) => {
      invocations += 1;
      return invocations === 2 ? ({ Status: 'STOPPED' } as never) : real(input, context);
    });
    expect(await scan(plusDays(NIGHT, 10))).toMatchObject({ Status: 'STOPPED' });
    const next = plusDays(NIGHT, 11);
    expect(await scan(next)).toMatchObject({ Status: 'SUCCEEDED' });
    patrol.cloud.functions.set('scan:live', real);
    expect(await patrol.store.head(orgLogin('acme'))).toMatchObject({ id: next, status: 'complete' });
    expect(readings(since)).toEqual([1, 1]);
  });
});
