import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { json, startSlack } from '#test/adapters/slack/slack-receiver.ts';
import { NO, TOPIC } from '#test/adapters/sns/published.ts';
import { startReceiver } from '#test/builders/receiver.ts';
import { type Ended, environmentOf, patrolProcess, temporaryFolder } from './builders/patrol-process.ts';

const SLOW = 180_000;
const HOSTILE = 'laptop <!channel> \u202e\u001b[31m & <https://evil.example|x>';

let simulator: Simulator;
let folder: ReturnType<typeof temporaryFolder>;
let slack: Awaited<ReturnType<typeof startSlack>>;
let env: Record<string, string>;

async function start(...args: Parameters<typeof startSlack>): Promise<void> {
  slack = await startSlack(...args);
  env = {
    ...environmentOf(simulator),
    PATROL_STORE: join(folder.path, 'store'),
    SLACK_API_URL: slack.url,
    SLACK_BOT_TOKEN: 'xoxb-1234567890-secret',
    SLACK_CHANNEL: '#security',
  };
}
beforeEach(async () => {
  const world = createWorld({
    seed: 'slack',
    startsAt: '2026-11-22T01:00:00Z',
    lifeRate: 0,
    organisations: [{ login: 'acme', size: EMPTY }],
  });
  world.organisation('acme').addToken({
    owner: 'octocat',
    name: HOSTILE,
    expiresAt: '2026-11-28T01:00:00Z',
    lastUsedAt: '2026-11-21T12:00:00Z',
  });
  simulator = await startSimulator({ world });
  folder = temporaryFolder();
});
afterEach(async () => {
  folder.remove();
  await slack.close();
  await simulator.close();
});

const scan = (day: number, others: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  patrolProcess(['scan', '--org', 'acme', '--at', `2026-11-${day}T02:00:00Z`, '--format', 'json'], {
    ...env,
    ...others,
  });

describe('patrol scan tells Slack', () => {
  it(
    'once a tier, in one message that is changed and closed, having waited when Slack asked for it',
    async () => {
      await start((index) =>
        index === 0 ? json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '2' }) : null,
      );
      const first = await scan(22);
      expect(first).toMatchObject({ exit: 0 });
      expect(JSON.parse(first.stdout).alerts).toContainEqual(
        expect.objectContaining({ channel: 'slack:#security', reason: 'first-seen', status: 'delivered' }),
      );
      const [refused, taken] = slack.attempts;
      expect((taken?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(2_000);
      simulator.world.advanceTo('2026-11-25T02:00:00Z');
      await scan(25);
      simulator.world
        .organisation('acme')
        .renewToken(Number(JSON.parse(first.stdout).findings[0].credential.id), '2027-03-01T00:00:00Z');
      await scan(26);
      await scan(26);
      expect(slack.calls.map(({ method }) => method)).toEqual([
        'chat.postMessage',
        'chat.update',
        'chat.postMessage',
        'chat.update',
        'chat.postMessage',
      ]);
      expect(slack.calls[0]?.read).toContain('HIGH expires-soon (new)');
      expect(slack.calls[1]?.read).toContain('HIGH expires-soon (more urgent)');
      expect(slack.calls[3]?.read).toMatch(/^RESOLVED \(renewed\) expires-soon/);
      expect(slack.calls[3]?.read).toContain('Last complete scan of acme: 2026-11-26 02:00 UTC.');
    },
    SLOW,
  );

  it(
    'the owner by the e-mail of the SAML identity, if the policy lets it, and keeps that e-mail nowhere',
    async () => {
      const email = 'octavia.cat@corp.example';
      await start(() => null, new Map([[email, { id: 'U0OCTAVIA' }]]));
      simulator.world
        .organisation('acme')
        .addIdentity({ login: 'octocat', emails: [{ value: email, primary: true }] });
      const policy = join(folder.path, 'patrol.yaml');
      writeFileSync(
        policy,
        'version: 1\nowner-lookup: saml\nroutes: [{ name: theirs, to: [owner, slack], rules: [expires-soon] }]\n',
      );
      const { exit, stderr, stdout } = await scan(22, { PATROL_POLICY: policy, PATROL_DEBUG: '1' });
      expect([exit, slack.lookups]).toEqual([0, [email]]);
      expect(slack.calls.map(({ channel }) => channel)).toEqual(['U0OCTAVIA']);
      const { id } = JSON.parse(stdout).alerts.find(
        ({ channel }: { channel: string }) => channel === 'owner',
      );
      const told = await patrolProcess(['explain', id ?? '', '--org', 'acme'], env);
      const files = readdirSync(folder.path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
      const written = [stdout, stderr, told.stdout, ...files].join('\n');
      expect(written).toContain('U0OCTAVIA');
      expect(written).not.toContain('corp.example');
    },
    SLOW,
  );

  it(
    'though a topic fails; and the topic hears of it with the next run, and Slack nothing twice',
    async () => {
      await start();
      const sns = await startReceiver(() => NO);
      const aws = {
        PATROL_SNS_TOPIC_ARN: TOPIC,
        AWS_ENDPOINT_URL_SNS: sns.url,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      };
      const both = await scan(22, aws);
      const again = await scan(22, { ...aws, PATROL_DEBUG: '1' });
      await sns.close();
      expect([both.exit, again.exit]).toEqual([3, 3]);
      expect(slack.calls).toHaveLength(1);
      expect(sns.received).toHaveLength(2);
      expect(both.stdout + both.stderr + again.stderr).not.toContain('xoxb-1234567890');
    },
    SLOW,
  );
});
