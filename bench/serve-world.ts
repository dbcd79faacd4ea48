import { startSimulator } from '#simulator/simulator.ts';
import { createWorld } from '#simulator/world.ts';

/** One organisation of so many fine-grained tokens, 40 % of them for selected repositories, in a process of its own. */
const [tokens = '25000'] = process.argv.slice(2);
const world = createWorld({
  seed: 'bench',
  startsAt: '2026-10-20T02:00:00Z',
  organisations: [{ login: 'acme', size: { fineGrainedTokens: Number(tokens), subsetShare: 0.4 } }],
});
/** Three readers in one hour ask more than GitHub's 15,000: the bench measures reading, not waiting. */
const simulator = await startSimulator({ world, settings: { primaryLimit: 1_000_000 } });

process.on('message', (message: { readonly advanceTo?: string }) => {
  if (message.advanceTo === undefined) return;
  world.advanceTo(message.advanceTo);
  process.send?.({ now: world.now() });
});
process.on('disconnect', () => process.exit(0));
const subset = world
  .organisation('acme')
  .fineGrainedTokens.filter(({ repositories }) => repositories.length > 0);
process.send?.({
  url: simulator.url,
  appId: simulator.app.id,
  privateKey: simulator.app.privateKey,
  subsetPages: subset.reduce((sum, { repositories }) => sum + Math.ceil(repositories.length / 100), 0),
});
