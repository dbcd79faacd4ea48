import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sha256 } from '#adapters/engine/sha256.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import { orgLogin } from '#core/credential.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { startSlack } from '#test/adapters/slack/slack-receiver.ts';
import { NIGHT } from '#test/builders/items.ts';
import { textOfTable } from '#test/builders/table-text.ts';
import { SLACK_TABLE_ACTIONS, TABLE_ACTIONS } from '../../lib/grants.ts';
import { arn, type LocalFunctions, startFunctions } from './local-functions.ts';

const TOKEN = arn('secretsmanager', 'secret:token');
const EMAIL = 'ada.okafor@corp.example';
const POLICY = `
version: 1
routes:
  - name: whoever owns it
    to: [owner, slack]
    rules: [expires-soon]
owner-lookup: saml
people:
  hubot: { slack: U0HUBOT }
`;
const folder = mkdtempSync(join(tmpdir(), 'patrol-policy-'));

let simulator: Simulator;
let patrol: LocalFunctions;
let memory: LocalFunctions['memory'];
let cloud: LocalFunctions['cloud'];
let slack: Awaited<ReturnType<typeof startSlack>>;

beforeAll(async () => {
  const world = createWorld({
    seed: 'owners',
    startsAt: '2026-11-22T01:00:00Z',
    lifeRate: 0,
    organisations: [{ login: 'acme', size: EMPTY }],
  });
  const acme = world.organisation('acme');
  for (const login of ['ada-okafor', 'hubot', 'mona']) {
    acme.addMember({ login });
    const use = { lastUsedAt: '2026-11-21T12:00:00Z', expiresAt: '2026-11-28T01:00:00Z' };
    acme.addToken({ owner: login, name: `laptop of ${login}`, ...use });
  }
  acme.addIdentity({ login: 'ada-okafor', nameId: EMAIL });
  simulator = await startSimulator({ world });
  slack = await startSlack(() => null, new Map([[EMAIL, { id: 'U0ADA' }]]));
  const { file } = readPolicy(Buffer.from(POLICY), {
    source: 'policy',
    today: NIGHT,
    sha256,
    runExamples: true,
  });
  writeFileSync(join(folder, 'policy.json'), JSON.stringify(file));
  patrol = await startFunctions(['scan:live', 'slack:live'], {
    simulator,
    environment: {
      PATROL_POLICY: pathToFileURL(join(folder, 'policy.json')).href,
      PATROL_SLACK_BUTTONS: '',
      PATROL_SLACK_CHANNEL: '#security',
      PATROL_SLACK_TOKEN: TOKEN,
      SLACK_API_URL: slack.url,
    },
  });
  ({ cloud, memory } = patrol);
  cloud.secrets.set(TOKEN, 'xoxb-1234567890-secret\n');
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([patrol.close(), slack.close(), simulator.close()]);
});

/** A night as it is deployed: the scan, and what the topic of scans hands to the function that tells Slack. */
async function night(day: number) {
  const at = `2026-11-${day}T02:00:00Z`;
  simulator.world.advanceTo(at);
  const [heard, looked] = [slack.calls.length, slack.lookups.length];
  cloud.actions.clear();
  memory.actions.clear();
  const scanned = await cloud.run('scan:live', { organisation: 'acme', scan: at });
  expect(scanned).toMatchObject({ Status: 'SUCCEEDED' });
  const scan = { services: [...cloud.actions].toSorted(), table: [...memory.actions].toSorted() };
  cloud.actions.clear();
  memory.actions.clear();
  const Records = [{ Sns: { Message: cloud.scans.at(-1) ?? '' } }];
  expect(await cloud.run('slack:live', { Records })).toMatchObject({ Status: 'SUCCEEDED' });
  const calls = slack.calls.slice(heard);
  return {
    ...{ calls, scan, lookups: slack.lookups.slice(looked) },
    tell: { services: [...cloud.actions].toSorted(), table: [...memory.actions].toSorted() },
    heard: calls.map(({ channel, method, thread }) => [
      method,
      channel,
      ...(thread === undefined ? [] : ['thread']),
    ]),
  };
}

describe('a deployment with a route that puts owners first', () => {
  it('tells who is named or found, and the channel of whom nobody finds', async () => {
    const { calls, heard, lookups, scan, tell } = await night(22);
    expect(heard.slice(0, 2).toSorted()).toEqual([
      ['chat.postMessage', 'U0ADA'],
      ['chat.postMessage', 'U0HUBOT'],
    ]);
    expect(heard.slice(2)).toEqual([['chat.postMessage', '#security']]);
    expect(calls.find(({ channel }) => channel === 'U0ADA')?.read).toContain('laptop of ada-okafor');
    expect(calls[2]?.read).toContain('laptop of mona');
    expect(calls[2]?.read).not.toContain('laptop of ada');
    expect(lookups).toEqual([EMAIL]);
    expect(scan.services).toContain('secretsmanager:GetSecretValue');
    expect(scan.table.filter((action) => !TABLE_ACTIONS.some((each) => each === action))).toEqual([]);
    // The function that faces Slack has no key of GitHub's, and asks for nobody's address.
    expect(tell.services).toEqual(['secretsmanager:GetSecretValue']);
    expect(tell.table.filter((action) => !SLACK_TABLE_ACTIONS.some((each) => each === action))).toEqual([]);
  });

  it('is silent on the next night, and looks nobody up who was told', async () => {
    const { heard, lookups } = await night(23);
    expect([heard, lookups]).toEqual([[], []]);
  });

  it('tells the channel when the next tier comes and the owner did not act', async () => {
    const { heard, read } = await night(25).then(({ calls, ...rest }) => ({
      ...rest,
      read: calls.map(({ read }) => read),
    }));
    expect(
      heard.filter(([method, channel]) => method === 'chat.postMessage' && channel === '#security'),
    ).toHaveLength(2);
    expect(read.join()).toMatch(/laptop of ada-okafor[\s\S]*laptop of hubot/);
  });

  it('wrote no e-mail address anywhere: not to the table, a checkpoint, a topic or the log', async () => {
    const checkpoints = cloud.executions.flatMap(({ execution }) => execution.updates);
    const written = [
      await textOfTable(memory.table),
      JSON.stringify(checkpoints),
      ...cloud.scans,
      ...cloud.published,
      ...patrol.log,
    ].join('\n');
    expect(written).toContain('U0ADA');
    expect(written).not.toMatch(/corp\.example/);
    expect(patrol.log.join()).toContain('1 owner of acme could not be found in Slack');
    expect(await memory.store.ownerAddresses(orgLogin('acme'))).toEqual([
      { login: 'ada-okafor', at: expect.any(String), slack: 'U0ADA', why: null },
      {
        login: 'mona',
        at: '2026-11-25T02:00:00Z',
        slack: null,
        why: 'mona has no identity at the SAML provider of acme',
      },
    ]);
  });
});
