import { orgLogin } from '#core/credential.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { failedScanEvent, scanEvent } from '#core/scan-event.ts';
import { runScan } from '#scan/run-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { json, startSlack } from '#test/adapters/slack/slack-receiver.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import type { Answer } from '#test/builders/receiver.ts';
import { scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';
import { SLACK_TABLE_ACTIONS } from '../../lib/grants.ts';
import { arn, type LocalFunctions, startFunctions } from './local-functions.ts';

const TOKEN = arn('secretsmanager', 'secret:token');
const ORG = orgLogin('acme');

let patrol: LocalFunctions;
let memory: LocalFunctions['memory'];
let cloud: LocalFunctions['cloud'];
let store: Store;
let slack: Awaited<ReturnType<typeof startSlack>>;
/** How Slack misbehaves at the next calls. */
let mishaps: Answer[] = [];
let log: LocalFunctions['log'];

beforeAll(async () => {
  slack = await startSlack(() => mishaps.shift() ?? null);
  patrol = await startFunctions(['slack:live'], {
    environment: {
      PATROL_SLACK_BUTTONS: 'yes',
      PATROL_SLACK_CHANNEL: '#security',
      PATROL_SLACK_TOKEN: TOKEN,
      SLACK_API_URL: slack.url,
    },
  });
  ({ cloud, log, memory, store } = patrol);
  cloud.secrets.set(TOKEN, 'xoxb-1234567890-secret\n');
});
afterAll(async () => {
  await Promise.all([patrol.close(), slack.close()]);
});
beforeEach(() => {
  mishaps = [];
});

const night = (number: number): Instant => plusDays(NIGHT, number);
const token = (expiresAt: Instant) => fineGrainedToken({ id: '1', expiresAt, lastUsedAt: NIGHT });

/** A scan as the function `scan` leaves it, and what the topic hands out about it. */
async function scan(number: number, expiresAt: Instant): Promise<object> {
  const github = scriptedGitHub({ lists: { 'fine-grained-tokens': { items: [token(expiresAt)] } } });
  const { record } = await runScan(scanInput({ store, scan: night(number), github }));
  const Message = JSON.stringify(scanEvent(record));
  return { Records: [{ EventSource: 'aws:sns', Sns: { MessageId: `${number}`, Message } }] };
}

const tell = (event: object) => cloud.run('slack:live', event);
const calls = () => slack.calls.map(({ channel, method, ts }) => [method, channel, ts]);
const findings = async () => (await store.findings(ORG, ['open'])).map(({ rule }) => rule);

describe('the function that tells Slack about a scan', () => {
  let first: object;

  it('waits for Slack without computing, and says everything once', async () => {
    first = await scan(0, night(5));
    memory.actions.clear();
    mishaps = [json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' })];
    const output = await tell(first);
    expect(output).toMatchObject({ Status: 'SUCCEEDED' });
    const [{ execution, invocations } = { execution: null, invocations: 0 }] = cloud.executions;
    expect(execution?.updates.flatMap(({ WaitOptions }) => WaitOptions?.WaitSeconds ?? [])).toEqual([
      expect.closeTo(31, -1),
    ]);
    expect(invocations).toBe(2);
    expect(await findings()).not.toHaveLength(0);
    expect(slack.calls.every(({ channel }) => channel === '#security')).toBe(true);
    expect(slack.calls.map(({ read }) => read).join()).toContain('expires-soon');
  });

  it('uses the actions on the table that it was granted, the secret, and no others', () => {
    expect([...memory.actions].toSorted()).toEqual([...SLACK_TABLE_ACTIONS].toSorted());
    expect([...memory.indexes]).toEqual([]);
    expect([...cloud.actions]).toEqual(['secretsmanager:GetSecretValue']);
  });

  it('says nothing when SNS delivers the same message again', async () => {
    const before = calls();
    expect(await tell(first)).toMatchObject({ Status: 'SUCCEEDED' });
    expect(calls()).toEqual(before);
  });

  it('leaves the word to the later scan when a message comes late', async () => {
    const later = await scan(1, night(60));
    const before = calls();
    expect(await tell(first)).toMatchObject({ Status: 'SUCCEEDED' });
    expect(calls()).toEqual(before);
    expect(await tell(later)).toMatchObject({ Status: 'SUCCEEDED' });
    expect(
      slack.calls
        .slice(before.length)
        .map(({ read }) => read)
        .join(),
    ).toContain('RESOLVED');
  });

  it('counts a channel that does not take it, and says it after the next scan', async () => {
    const event = await scan(2, night(5));
    mishaps = [json({ ok: false, error: 'is_archived' })];
    expect(await tell(event)).toMatchObject({ Status: 'SUCCEEDED' });
    expect(log.filter((line) => line.includes('"UntoldChannels"'))).toHaveLength(1);
    expect(log.join()).toContain('The channel is archived');
    const before = slack.calls.length;
    await tell(await scan(3, night(5)));
    expect(slack.calls.length).toBeGreaterThan(before);
  });

  it('tells once that no scan was made, and that one was again', async () => {
    const why = 'The App is not installed on acme.';
    const Message = JSON.stringify(failedScanEvent(ORG, night(4), why));
    const failed = { Records: [{ Sns: { Message } }] };
    const before = slack.calls.length;
    expect(await tell(failed)).toMatchObject({ Status: 'SUCCEEDED' });
    expect(await tell(failed)).toMatchObject({ Status: 'SUCCEEDED' });
    const told = slack.calls.slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]?.read).toContain(why);
    await tell(await scan(5, night(5)));
    expect(
      slack.calls
        .slice(before + 1)
        .map(({ read }) => read)
        .join(),
    ).toContain('RESOLVED');
    expect(await tell(failed)).toMatchObject({ Status: 'SUCCEEDED' });
  });

  it.each([
    ['that is none', { Records: [] }],
    ['that is no JSON', { Records: [{ Sns: { Message: '<scan>' } }] }],
    ['of another kind', { Records: [{ Sns: { Message: '{"schemaVersion":1,"kind":"alert"}' } }] }],
  ])('fails at an event %s, so that somebody looks', async (_what, event) => {
    expect(await tell(event)).toMatchObject({ Status: 'FAILED' });
  });

  it('says which secret has no token in it', async () => {
    cloud.secrets.set(TOKEN, 'what CDK puts into a new secret');
    expect(await tell(await scan(6, night(7)))).toMatchObject({ Status: 'FAILED' });
    expect(log.join()).toContain(`The secret ${TOKEN} holds no token of a Slack bot`);
  });

  it('writes no token, neither to the log nor to a checkpoint', () => {
    const checkpoints = cloud.executions.flatMap(({ execution }) => execution.updates);
    expect(`${log.join()}${JSON.stringify(checkpoints)}`).not.toContain('xoxb-1234567890');
  });
});
