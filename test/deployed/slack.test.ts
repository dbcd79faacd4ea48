import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { LambdaFunctionURLEvent } from 'aws-lambda';
import { createStore } from '#adapters/dynamodb/store.ts';
import { orgLogin } from '#core/credential.ts';
import type { Finding } from '#core/finding.ts';
import { instantOf, plusDays } from '#core/instant.ts';
import { EMPTY } from '#simulator/world/size.ts';
import { createWorld } from '#simulator/world.ts';
import { pressBody, SIGNING_SECRET, signed } from '#test/adapters/slack/signed.ts';
import { json } from '#test/adapters/slack/slack-receiver.ts';
import { startReceiver } from '#test/builders/receiver.ts';
import { type Deployment, deploy } from './deployment.ts';
import { type Subscriber, subscribe } from './queue.ts';
import { roleInUse, TRACES } from './role-in-use.ts';

const ACME = orgLogin('acme');
/** Presses are made now, between this scan and the next. */
const FIRST = instantOf(new Date(Date.now() - 3_600_000));
const EVE = plusDays(FIRST, -1);
const SECOND = plusDays(FIRST, 1);
const SLOW = 300_000;
const [HUBOT, NADIA, NOBODY] = ['U012ABCDEF', 'U056MNOPQR', 'U0STRANGER'];

/** Two tokens that expire in five days: high on both nights. */
const NAMES = ['laptop', 'release notes'];

let patrol: Deployment;
let slack: Awaited<ReturnType<typeof startReceiver>>;
let scans: Subscriber<SnsEnvelope>;
let first: SnsEnvelope;

/** What SNS wraps around a message, for a queue as for a function. */
interface SnsEnvelope {
  readonly Type: string;
  readonly Message: string;
}

beforeAll(async () => {
  slack = await startReceiver((_request, index) =>
    json({ ok: true, channel: 'C0SECURITY', ts: `1700000000.${100_000 + index}` }),
  );
  const world = createWorld({
    seed: 'slack',
    lifeRate: 0,
    startsAt: EVE,
    organisations: [{ login: ACME, size: { ...EMPTY, members: 4, repositories: 3, fineGrainedTokens: 3 } }],
  });
  patrol = await deploy('Slack', world, { slack: slack.url });
  await putSecret('PatrolSlackToken', 'xoxb-1234567890-secret');
  await putSecret('PatrolSlackButtonsSigningSecret', SIGNING_SECRET);
  scans = await subscribe(patrol.aws, {
    TopicArn: patrol.stack.physical('PatrolChannelsScans'),
    name: 'scans',
    raw: false,
  });
  // The first scan of an organisation is one digest. Messages that can be answered come with what is new.
  expect(await tell(await scan(EVE))).toMatchObject({ Status: 'SUCCEEDED' });
  world.advanceDays(1);
  const acme = world.organisation(ACME);
  const login = acme.fineGrainedTokens[0]?.owner.login ?? '';
  const life = { expiresAt: plusDays(FIRST, 5), lastUsedAt: plusDays(FIRST, -1) };
  for (const name of NAMES) acme.addToken({ owner: login, name, ...life });
}, SLOW);
afterAll(async () => {
  scans?.close();
  await Promise.all([patrol?.close(), slack?.close()]);
}, SLOW);

async function putSecret(logicalId: string, SecretString: string): Promise<void> {
  const secrets = new SecretsManagerClient(patrol.aws);
  const SecretId = patrol.stack.physical(logicalId);
  await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
  secrets.destroy();
}

/** Scans, and hands out what the topic said of it. */
async function scan(at: string): Promise<SnsEnvelope> {
  expect(await patrol.run('Scan', { organisation: ACME, scan: at })).toMatchObject({ Status: 'SUCCEEDED' });
  const [envelope, ...others] = await scans.received();
  expect(others).toEqual([]);
  return envelope as SnsEnvelope;
}
const tell = (Sns: SnsEnvelope) => patrol.run('Tell', { Records: [{ EventSource: 'aws:sns', Sns }] });
const store = () => createStore(patrol.table.client, { table: patrol.table.name });

/** What was called of Slack's API: the method, and the message as it was sent. */
const messages = () =>
  slack.received
    .filter(({ path }) => path.startsWith('/chat.'))
    .map(({ body, path }) => {
      const fields = new URLSearchParams(body);
      const read = JSON.stringify(JSON.parse(fields.get('blocks') ?? '[]'));
      return { method: path.slice(1), channel: fields.get('channel'), read };
    });

/** A button under a message that Slack got: the finding that it is about, and what it hands back. */
interface Button {
  readonly action: string;
  readonly value: string;
  readonly finding: string;
}
const buttons = (): Button[] =>
  messages().flatMap(({ read }) =>
    (JSON.parse(read) as Block[])
      .flatMap(({ elements = [] }) => elements)
      .flatMap(({ action_id: action, value }) =>
        action === undefined || value === undefined
          ? []
          : [{ action, value, finding: `${value.split('/')[1]}` }],
      ),
  );
interface Block {
  readonly elements?: readonly { readonly action_id?: string; readonly value?: string }[];
}

function buttonOf({ id }: Finding, action: string): Button {
  const found = buttons().find((button) => button.finding === id && button.action === action);
  if (found === undefined) throw new RangeError(`No message in Slack has a button ${action} for ${id}.`);
  return found;
}

/** As a Function URL hands a request over. */
function request({ body, headers }: { readonly body: string; readonly headers: Record<string, string> }) {
  const event: Partial<LambdaFunctionURLEvent> = {
    version: '2.0',
    rawPath: '/',
    rawQueryString: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    isBase64Encoded: true,
    body: Buffer.from(body).toString('base64'),
  };
  return patrol.invoke('Take', event);
}
const pressOf = ({ action, value }: Button, user: string | undefined) =>
  pressBody({
    action,
    value,
    responseUrl: `${slack.url}/actions/T0ACME/1/x`,
    ...(user === undefined ? {} : { user }),
  });
/** What the presser was answered, in Slack. */
const answered = () =>
  slack.received.flatMap(({ body, path }) =>
    path.startsWith('/actions/') ? [JSON.parse(body) as object] : [],
  );

/** What expires soon of the two tokens. */
async function expiring(): Promise<readonly [Finding, Finding]> {
  const found = await store().findings(ACME, ['open', 'waived']);
  const [one, other] = found
    .filter(({ credential: { name }, rule }) => rule === 'expires-soon' && NAMES.includes(`${name}`))
    .toSorted((first, second) => first.id.localeCompare(second.id));
  if (one === undefined || other === undefined) throw new RangeError('Two tokens should expire soon.');
  return [one, other];
}

describe('Slack as it is deployed', () => {
  it(
    'is told of a scan that the topic spoke of, once, with buttons',
    async () => {
      first = await scan(FIRST);
      expect(await tell(first)).toMatchObject({ Status: 'SUCCEEDED' });
      const told = messages();
      expect(told.slice(-2)).toEqual([
        { method: 'chat.postMessage', channel: '#security', read: expect.stringContaining('expires-soon') },
        { method: 'chat.postMessage', channel: '#security', read: expect.stringContaining('expires-soon') },
      ]);
      for (const finding of await expiring()) {
        expect(buttonOf(finding, 'acknowledge').value).toBe(`acme/${finding.id}`);
      }
      expect(await tell(first)).toMatchObject({ Status: 'SUCCEEDED' });
      expect(messages()).toEqual(told);
    },
    SLOW,
  );

  it(
    'refuses a stranger, who makes it ask nobody anything',
    async () => {
      const [finding] = await expiring();
      const body = pressOf(buttonOf(finding, 'snooze'), HUBOT);
      const calls = patrol.door.calls.length;
      expect(await request({ body, headers: {} })).toEqual({ statusCode: 401 });
      expect(patrol.door.calls).toHaveLength(calls);
      expect(await request(signed(body, new Date(), 'another secret'))).toEqual({ statusCode: 401 });
      // Signed by Slack, but by somebody whom the policy does not know.
      expect(await request(signed(pressOf(buttonOf(finding, 'snooze'), NOBODY), new Date()))).toEqual({
        statusCode: 200,
      });
      expect(answered()).toEqual([expect.objectContaining({ response_type: 'ephemeral' })]);
      expect(await store().presses(ACME)).toEqual([]);
    },
    SLOW,
  );

  it(
    'takes a press, and nothing more of it when Slack sends it again',
    async () => {
      const [one, other] = await expiring();
      const press = signed(pressOf(buttonOf(one, 'acknowledge'), NADIA), new Date());
      expect(await request(press)).toEqual({ statusCode: 200 });
      const kept = await store().presses(ACME);
      expect(kept).toMatchObject([{ finding: one.id, press: 'acknowledge', by: 'nadia' }]);
      expect(JSON.stringify(answered().at(-1))).toContain('Acknowledged by nadia');
      const again = { ...press.headers, 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
      expect(await request({ ...press, headers: again })).toEqual({ statusCode: 200 });
      expect(await store().presses(ACME)).toEqual(kept);
      expect(await request(signed(pressOf(buttonOf(other, 'snooze'), HUBOT), new Date()))).toEqual({
        statusCode: 200,
      });
    },
    SLOW,
  );

  it(
    'follows with the next scan, in the table and in Slack',
    async () => {
      const before = messages().length;
      const second = await scan(SECOND);
      const [one, other] = await expiring();
      expect(one).toMatchObject({ state: 'open', acknowledged: { by: 'nadia' } });
      expect(other).toMatchObject({ state: 'waived', waiver: { by: 'snooze', approvedBy: 'hubot' } });
      expect(await tell(second)).toMatchObject({ Status: 'SUCCEEDED' });
      // Whoever acted hears no more of it: neither is said again.
      const said = messages()
        .slice(before)
        .map(({ read }) => read);
      expect(said.filter((read) => NAMES.some((name) => read.includes(`"${name}"`)))).toEqual([]);
      // That the first scan is delivered late once more changes nothing: the second has spoken.
      const after = messages();
      expect(await tell(first)).toMatchObject({ Status: 'SUCCEEDED' });
      expect(messages()).toEqual(after);
    },
    SLOW,
  );

  it.each([
    // DynamoDB and Secrets Manager use the encryption key in the name of the function that calls them.
    [
      'Tell',
      { missing: [], unusedActions: ['kms:Decrypt', 'kms:GenerateDataKey', ...TRACES], unusedResources: [] },
    ],
    [
      'Take',
      { missing: [], unusedActions: ['kms:Decrypt', 'kms:GenerateDataKey', ...TRACES], unusedResources: [] },
    ],
  ])('calls what the role of %s allows, and the role allows nothing else', async (name, expected) => {
    expect(await roleInUse(patrol, name)).toEqual(expected);
  });

  it('writes no secret to its log', () => {
    expect(patrol.log().filter((line) => line.includes('xoxb-') || line.includes(SIGNING_SECRET))).toEqual(
      [],
    );
  });
});
