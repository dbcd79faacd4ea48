import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import type { Finding } from '#core/finding.ts';
import { instantOf, plusDays } from '#core/instant.ts';
import { runScan } from '#scan/run-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { pressBody, SIGNING_SECRET, signed } from '#test/adapters/slack/signed.ts';
import { fineGrainedToken } from '#test/builders/items.ts';
import { startReceiver } from '#test/builders/receiver.ts';
import { ACME, scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';
import { bundledPolicy } from '../../lib/bundled-policy.ts';
import { BUTTONS_TABLE_ACTIONS } from '../../lib/grants.ts';
import { arn, type LocalFunctions, startFunctions } from './local-functions.ts';

const SECRET = arn('secretsmanager', 'secret:signing');
const POLICY = `version: 1
people:
  hubot: { slack: U012ABCDEF, may: [acknowledge, snooze] }
  octocat: { slack: U034GHIJKL, may: [acknowledge, snooze] }
  nadia: { slack: U056MNOPQR, may: [acknowledge] }
`;
/** Presses are taken at this very time, between the first scan and the second. */
const FIRST = instantOf(new Date(Date.now() - 3_600_000));

let patrol: LocalFunctions;
let memory: LocalFunctions['memory'];
let cloud: LocalFunctions['cloud'];
let slack: Awaited<ReturnType<typeof startReceiver>>;
let store: Store;
let main: (event: LambdaFunctionURLEvent, context: object) => Promise<LambdaFunctionURLResult>;
let findings: Finding[];
let log: LocalFunctions['log'];

beforeAll(async () => {
  slack = await startReceiver(() => ({ status: 200 }));
  const policy = join(mkdtempSync(join(tmpdir(), 'patrol-')), 'patrol.yaml');
  writeFileSync(policy, POLICY);
  const people = `${policy}.people.json`;
  writeFileSync(people, JSON.stringify(bundledPolicy(policy).people));
  patrol = await startFunctions([], {
    environment: {
      PATROL_PEOPLE: pathToFileURL(people).href,
      PATROL_SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: slack.url,
    },
  });
  ({ cloud, log, memory, store } = patrol);
  cloud.secrets.set(SECRET, `${SIGNING_SECRET}\n`);
  await scan(0);
  findings = await store.findings(ACME, ['open']);
  memory.actions.clear();
  ({ main } = (await import('../../lambda/buttons.ts')) as unknown as { main: typeof main });
  // What the first press would load, and a busy machine transforms slowly.
  await import('../../lambda/press-desk.ts');
}, 180_000);
afterAll(async () => {
  await Promise.all([patrol.close(), slack.close()]);
});

/** Three tokens of octocat that expire soon, scanned on one day and the next ones. */
async function scan(day: number, ids: readonly string[] = ['1', '2', '3', '4']) {
  const items = ids.map((id) =>
    fineGrainedToken({ id, expiresAt: plusDays(FIRST, 29), lastUsedAt: FIRST, repositorySelection: 'all' }),
  );
  const github = scriptedGitHub({ lists: { 'fine-grained-tokens': { items } } });
  return runScan(scanInput({ store, scan: plusDays(FIRST, day), github }));
}

const soon = (id: string): Finding => {
  const found = findings.find(({ credential, rule }) => rule === 'expires-soon' && credential.id === id);
  if (found === undefined) throw new Error(`Nothing was found of token ${id}.`);
  return found;
};
const buttonOf = ({ id }: Pick<Finding, 'id'>) => `acme/${id}`;

type Request = Pick<LambdaFunctionURLEvent, 'headers' | 'body'> & { readonly isBase64Encoded?: boolean };
async function send(request: Request) {
  const result = await main({ isBase64Encoded: false, ...request } as LambdaFunctionURLEvent, {});
  return result as { readonly statusCode: number; readonly body?: string };
}
const press = (
  action: string,
  value: string | undefined,
  rest: Partial<Parameters<typeof pressBody>[0]> = {},
) =>
  send(
    signed(
      pressBody({
        action,
        ...(value === undefined ? {} : { value }),
        responseUrl: `${slack.url}/actions/T0ACME/1/x`,
        ...rest,
      }),
      new Date(),
    ),
  );
/** What Slack was told in answer, the latest. */
const answer = () => JSON.parse(slack.received.at(-1)?.body ?? '{}');
const pressesOf = ({ id }: Finding) => store.presses(ACME, id);

describe('a button that is pressed in Slack', () => {
  const actions = {
    type: 'actions',
    block_id: 'x',
    elements: [
      { type: 'button', action_id: 'acknowledge' },
      { type: 'button', action_id: 'snooze' },
    ],
  };
  const text = { type: 'rich_text', block_id: 'y', elements: [] };

  it('acknowledges, shows who did, and leaves the buttons that still mean something', async () => {
    const { statusCode } = await press('acknowledge', buttonOf(soon('1')), { blocks: [text, actions] });
    expect(statusCode).toBe(200);
    expect(await pressesOf(soon('1'))).toMatchObject([
      { press: 'acknowledge', by: 'hubot', rule: 'expires-soon', until: null },
    ]);
    expect(answer()).toMatchObject({
      replace_original: true,
      text: 'as it was',
      blocks: [
        text,
        { block_id: 'patrol-pressed' },
        { type: 'actions', elements: [{ action_id: 'snooze' }] },
      ],
    });
    expect(JSON.stringify(answer())).toMatch(/Acknowledged by hubot on 20\d\d-/);
  });

  it('says so once more, and keeps nothing twice, when Slack sends it again', async () => {
    const { length } = slack.received;
    await Promise.all([1, 2, 3].map(() => press('acknowledge', buttonOf(soon('1')))));
    expect(await pressesOf(soon('1'))).toHaveLength(1);
    expect(slack.received).toHaveLength(length + 3);
  });

  it('belongs to whoever was first when two press at once', async () => {
    await Promise.all([
      press('acknowledge', buttonOf(soon('2'))),
      press('acknowledge', buttonOf(soon('2')), { user: 'U056MNOPQR' }),
    ]);
    const [kept, ...others] = await pressesOf(soon('2'));
    expect(others).toEqual([]);
    const told = slack.received.slice(-2).map(({ body }) => body);
    expect(told.every((body) => body.includes(`Acknowledged by ${kept?.by}`))).toBe(true);
  });

  it('snoozes, and takes both buttons away', async () => {
    await press('snooze', buttonOf(soon('3')), { blocks: [text, actions] });
    expect(await pressesOf(soon('3'))).toMatchObject([{ press: 'snooze', by: 'hubot' }]);
    expect(answer().blocks).toEqual([text, expect.objectContaining({ block_id: 'patrol-pressed' })]);
    expect(JSON.stringify(answer())).toMatch(/Snoozed by hubot until 20\d\d-/);
  });

  it('uses the actions on the table that it was granted, and no others', () => {
    expect([...memory.actions].toSorted()).toEqual([...BUTTONS_TABLE_ACTIONS].toSorted());
    expect([...cloud.actions]).toEqual(['secretsmanager:GetSecretValue']);
  });

  it.each<[string, string, () => string, string, string]>([
    [
      'nobody knows',
      'acknowledge',
      () => buttonOf(soon('4')),
      'U0STRANGER',
      'The policy does not say who you are',
    ],
    ['may not', 'snooze', () => buttonOf(soon('4')), 'U056MNOPQR', 'does not let nadia snooze'],
    ['owns it', 'snooze', () => buttonOf(soon('4')), 'U034GHIJKL', 'somebody else must snooze it'],
    [
      'presses under what Patrol does not know',
      'acknowledge',
      () => `acme/${'0'.repeat(64)}`,
      'U012ABCDEF',
      'does not know this finding',
    ],
  ])(
    'of somebody who %s is answered to them alone, and kept nowhere',
    async (_who, action, value, user, words) => {
      const before = await store.presses(ACME);
      expect((await press(action, value(), { user })).statusCode).toBe(200);
      expect(answer()).toMatchObject({ response_type: 'ephemeral', replace_original: false });
      expect(answer().text).toContain(words);
      expect(await store.presses(ACME)).toEqual(before);
    },
  );

  it('that only opens a page is answered, and does nothing', async () => {
    const { length } = slack.received;
    expect((await press('open', undefined)).statusCode).toBe(200);
    expect(slack.received).toHaveLength(length);
  });

  it('counts from the next scan on, under the name of whoever pressed', async () => {
    await scan(1, ['1', '2', '3']);
    const after = await store.findings(ACME, ['open', 'waived', 'resolved']);
    const of = (id: string) => after.find((finding) => finding.id === soon(id).id);
    expect(of('1')).toMatchObject({ state: 'open', acknowledged: { by: 'hubot' } });
    expect(of('3')).toMatchObject({ state: 'waived', waiver: { by: 'snooze', approvedBy: 'hubot' } });
    await press('acknowledge', buttonOf(soon('4')));
    expect(answer().text).toContain('This is over already');
    await press('acknowledge', buttonOf(soon('3')));
    expect(answer().text).toMatch(/excused already, until 20\d\d-/);
  });
});

describe('what is no press of ours', () => {
  const body = () => pressBody({ action: 'acknowledge', value: buttonOf(soon('4')), responseUrl: slack.url });
  const payload = (overrides: object) => {
    const whole = JSON.parse(new URLSearchParams(body()).get('payload') ?? '{}');
    return new URLSearchParams({ payload: JSON.stringify({ ...whole, ...overrides }) }).toString();
  };

  it.each<[string, () => Request, number]>([
    ['not signed', () => ({ headers: {}, body: body() }), 401],
    ['signed with another secret', () => signed(body(), new Date(), 'another'), 401],
    ['old', () => signed(body(), new Date(Date.now() - 301_000)), 401],
    ['altered', () => ({ ...signed(body(), new Date()), body: `${body()}&x=1` }), 401],
    ['too long', () => signed('x'.repeat(300_001), new Date()), 401],
    ['empty', () => signed('', new Date()), 400],
    ['no JSON', () => signed('payload=%7B', new Date()), 400],
    ['another interaction', () => signed(payload({ type: 'view_submission' }), new Date()), 400],
    ['another button', () => signed(payload({ actions: [{ action_id: 'delete' }] }), new Date()), 400],
    [
      'a value of nobody’s making',
      () => signed(payload({ actions: [{ action_id: 'snooze', value: '../x/<!channel>' }] }), new Date()),
      400,
    ],
    ['without a user', () => signed(payload({ user: {} }), new Date()), 400],
    [
      'answered elsewhere',
      () => signed(payload({ response_url: 'http://169.254.169.254/latest' }), new Date()),
      400,
    ],
  ])('is refused when it is %s, without a word why', async (_what, request, status) => {
    const { length } = slack.received;
    const before = await store.presses(ACME);
    expect(await send(request())).toEqual({ statusCode: status });
    expect(slack.received).toHaveLength(length);
    expect(await store.presses(ACME)).toEqual(before);
  });

  it('is taken in base64, as a Function URL may hand it over', async () => {
    const request = signed(body(), new Date());
    const encoded = Buffer.from(request.body).toString('base64');
    expect(await send({ ...request, body: encoded, isBase64Encoded: true })).toEqual({ statusCode: 200 });
    expect(await send({ ...request, body: encoded })).toEqual({ statusCode: 401 });
  });

  it('leaves no secret and no live text in the log', () => {
    expect(log.join()).not.toContain(SIGNING_SECRET);
    expect(log.join()).not.toContain('<!channel>');
  });
});
