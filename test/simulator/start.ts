import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { createWorld, type OrganisationPlan } from '#simulator/world.ts';

const running: Simulator[] = [];

/** A simulator with these organisations, in which nothing happens by itself. */
export async function start(
  organisations: readonly OrganisationPlan[] = [{ login: 'acme' }],
  settings: Parameters<typeof startSimulator>[0]['settings'] = {},
): Promise<Simulator> {
  const world = createWorld({ seed: 'tests', lifeRate: 0, organisations });
  const simulator = await startSimulator({ world, settings });
  running.push(simulator);
  return simulator;
}

/** For `afterEach` or `afterAll`. */
export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map(({ close }) => close()));
}
