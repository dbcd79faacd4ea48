import { join } from 'node:path';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { NO, published, TOPIC, YES } from '#test/adapters/sns/published.ts';
import { startReceiver } from '#test/builders/receiver.ts';
import { environmentOf, patrolProcess, temporaryFolder } from './builders/patrol-process.ts';

const SLOW = 120_000;
const FIRST = ['scan', '--org', 'acme', '--at', '2026-11-22T02:00:00Z', '--format', 'json'];

let simulator: Simulator;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  const world = createWorld({
    seed: 'sns',
    startsAt: '2026-11-22T01:00:00Z',
    lifeRate: 0,
    organisations: [{ login: 'acme', size: EMPTY }],
  });
  world.organisation('acme').addToken({
    owner: 'octocat',
    name: 'laptop',
    expiresAt: '2026-11-23T01:00:00Z',
    lastUsedAt: '2026-11-21T12:00:00Z',
  });
  simulator = await startSimulator({ world });
  folder = temporaryFolder();
});
afterEach(async () => {
  folder.remove();
  await simulator.close();
});

it(
  'patrol scan tells the topic what it decided, says so, and tells it with the next run when it was not taken',
  async () => {
    let answer = NO as typeof NO | typeof YES;
    const receiver = await startReceiver(() => answer);
    const env = {
      ...environmentOf(simulator),
      PATROL_STORE: join(folder.path, 'store'),
      PATROL_SNS_TOPIC_ARN: TOPIC,
      AWS_ENDPOINT_URL_SNS: receiver.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    try {
      const refused = await patrolProcess(FIRST, env);
      expect(refused).toMatchObject({
        exit: 3,
        stderr: expect.stringContaining('patrol: sns:patrol-alerts was not told everything about acme'),
      });
      expect(JSON.parse(refused.stdout).undelivered).toMatchObject([{ channel: 'sns:patrol-alerts' }]);
      answer = YES;
      const again = await patrolProcess(FIRST, env);
      expect(again.exit).toBe(0);
      expect(JSON.parse(again.stdout).alerts).toMatchObject([
        { channel: 'sns:patrol-alerts', reason: 'first-seen', status: 'delivered' },
      ]);
      await patrolProcess(FIRST, env);
      const events = receiver.received.map((request) => published(request).event);
      expect(events.map(({ kind, severity }) => [kind, severity])).toEqual([
        ['alert', 'critical'],
        ['alert', 'critical'],
      ]);
      const wrong = await patrolProcess(FIRST, { ...env, PATROL_SNS_TOPIC_ARN: 'patrol-alerts' });
      expect(wrong).toMatchObject({
        exit: 2,
        stderr: expect.stringMatching(/^patrol: PATROL_SNS_TOPIC_ARN is no ARN/),
      });
    } finally {
      await receiver.close();
    }
  },
  SLOW,
);
