import { openBot, openDirectory } from '#adapters/slack/open-slack.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { OWNER } from '#core/owner-first.ts';
import type { People } from '#core/people.ts';
import { EVERYTHING } from '#core/route.ts';
import { lookUpOwners } from '#scan/look-up-owners.ts';
import { runScan } from '#scan/run-scan.ts';
import { tellChannels } from '#scan/tell-channels.ts';
import { ACME, closeSimulators, type Simulated, simulated } from '#test/adapters/github/simulated.ts';
import { type Call, json, startSlack } from '#test/adapters/slack/slack-receiver.ts';
import { fineGrainedToken, NIGHT, owner, person } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import type { Answer } from '#test/builders/receiver.ts';
import { instantEngine, scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';
import { textOfTable } from '#test/builders/table-text.ts';

const ROUTE = { ...EVERYTHING, name: 'the owner first', to: [OWNER, 'slack'], reminders: false };
const EMAIL = 'octavia.cat@corp.example';
const OCTOCAT = owner('Octocat', 1);
const users = new Map<string, Record<string, unknown>>();

let memory: Awaited<ReturnType<typeof memoryStore>>;
let slack: Awaited<ReturnType<typeof startSlack>>;
let github: Simulated;
let mishap: (call: Call) => Answer | null;
beforeAll(async () => {
  github = await simulated();
});
afterAll(closeSimulators);
beforeEach(async () => {
  memory = await memoryStore();
  mishap = () => null;
  users.clear();
  users.set(EMAIL, { id: 'U0OCTAVIA' });
  slack = await startSlack((_, call) => mishap(call), users);
  github.simulator.faults.clear();
  github.forget();
  Object.assign(github.organisation, { saml: true });
  Object.assign(github.organisation.app?.permissions ?? {}, { members: 'read' });
  github.organisation.forgetIdentities();
});
afterEach(async () => {
  await Promise.all([slack.close(), memory.close()]);
});

const night = (number: number): Instant => plusDays(NIGHT, number);
const identity = (more: object = {}) =>
  github.organisation.addIdentity({
    login: 'octocat',
    nameId: 'd41d8cd98f',
    emails: [
      { value: 'old@corp.example', primary: null },
      { value: EMAIL, primary: true },
    ],
    ...more,
  });

/** A clock on which every look is a second later, so that no gap between messages is waited for. */
function hurriedClock(): () => Date {
  let milliseconds = Date.parse(NIGHT);
  return () => {
    milliseconds += 1_000;
    return new Date(milliseconds);
  };
}

/** One night: scan, look up, tell. `people`: the map of the policy. */
async function run(number: number, { daysLeft = 6, people = [] as People } = {}) {
  const { store } = memory;
  const bot = { token: 'xoxb-test-token', apiUrl: slack.url };
  const channels = openBot(bot, new Map([['#security', [ROUTE]]]), {
    now: hurriedClock(),
    owners: { people, routes: [ROUTE], ownerLookup: 'saml' },
  });
  const token = fineGrainedToken({ id: '1', owner: OCTOCAT, expiresAt: night(daysLeft), lastUsedAt: NIGHT });
  const lists = {
    'fine-grained-tokens': { items: [token] },
    people: { items: [person({ id: '1', owner: OCTOCAT })] },
  };
  const scripted = scriptedGitHub({ lists });
  const { record } = await runScan(scanInput({ store, scan: night(number), github: scripted, channels }));
  const { signal } = new AbortController();
  const waits: string[] = [];
  const engine = instantEngine();
  const waiting = {
    ...engine,
    waitUntil: async (until: Instant, reason: string) => {
      waits.push(reason);
      return engine.waitUntil(until, reason);
    },
  };
  const connection = github.connect();
  const unfound = await lookUpOwners({
    ...{ record, store, engine: waiting, habits: channels, signal },
    open: async () => ({
      kind: 'open',
      identities: connection.identities(await connection.access(ACME)),
      directory: openDirectory(bot, () => new Date(night(number))),
    }),
  });
  const before = slack.calls.length;
  const told = await tellChannels({
    ...{ record, store, channels, engine, holder: 'test', signal },
    sites: { github: 'https://github.com', rules: 'docs/rules/' },
  });
  const heard = slack.calls.slice(before);
  return {
    ...{ waits, unfound },
    failures: told.flatMap(({ failure }) => failure ?? []),
    heard: heard.map(({ channel, thread }) => `${channel}${thread === undefined ? '' : ' thread'}`),
    read: heard.map(({ read }) => read).join(),
    address: (await store.ownerAddresses(ACME))[0],
    kept: await textOfTable(memory.table),
  };
}

it('an owner whom the policy does not name is found by the e-mail of the SAML identity, which nobody keeps', async () => {
  identity();
  const { address, failures, heard, kept, unfound } = await run(0);
  expect(heard).toEqual(['U0OCTAVIA']);
  expect([failures, unfound]).toEqual([[], null]);
  // The primary address is asked for first, and the first that is known is enough.
  expect(slack.lookups).toEqual([EMAIL]);
  expect(address).toEqual({ login: 'Octocat', at: NIGHT, slack: 'U0OCTAVIA', why: null });
  expect(kept).toContain('U0OCTAVIA');
  expect(kept).not.toMatch(/corp\.example|octavia\.cat|d41d8cd98f/);
  expect(github.lines()).toEqual(['POST /graphql']);
});

it('nobody is looked up whom the policy names, who needs not be told yet, or who was told', async () => {
  identity();
  expect((await run(0, { daysLeft: 20 })).heard).toEqual([]);
  expect(slack.lookups).toEqual([]);
  const named = await run(1, { people: [{ login: 'octocat', slack: 'U0NAMED1', may: [] }] });
  expect([named.heard, slack.lookups]).toEqual([['U0NAMED1'], []]);
  expect((await run(2)).heard).toEqual([]);
  expect([slack.lookups, await memory.store.ownerAddresses(ACME)]).toEqual([[], []]);
});

it('a name that is an e-mail address is one where the provider gives no other', async () => {
  identity({ emails: null, nameId: EMAIL, username: 'ocat' });
  expect((await run(0)).heard).toEqual(['U0OCTAVIA']);
});

it('Slack that asks to come back later is waited for', async () => {
  identity();
  let limited = true;
  mishap = ({ method }) => {
    if (method !== 'users.lookupByEmail' || !limited) return null;
    limited = false;
    return json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' });
  };
  const { heard, waits } = await run(0);
  expect(waits).toEqual(['Slack asks to come back later (users.lookupByEmail)']);
  expect(heard).toEqual(['U0OCTAVIA']);
});

const noMailAt = (method: string, answer: Answer) => () => {
  identity();
  mishap = (call) => (call.method === method ? answer : null);
};
const inSlackAs = (more: object) => () => {
  identity();
  users.set(EMAIL, { id: 'U0OCTAVIA', ...more });
};
const fault =
  (body: object, after = 0, status = 200) =>
  () => {
    for (let count = 0; count < 30; count += 1) identity();
    github.simulator.faults.add({
      on: { path: /^\/graphql$/ },
      after,
      times: Number.POSITIVE_INFINITY,
      do: { kind: 'status', status, body },
    });
  };

it.each<[string, () => void, RegExp]>([
  [
    'has no SAML provider',
    () => void Object.assign(github.organisation, { saml: false }),
    /no SAML provider/,
  ],
  ['has no identity', () => undefined, /^Octocat has no identity at the SAML provider of acme$/],
  ['has an identity of somebody else only', () => void identity({ login: 'hubot' }), /has no identity/],
  ['has no e-mail', () => void identity({ emails: [], nameId: 'x' }), /^Octocat has no e-mail address at/],
  [
    'is not ours to look up',
    () => void delete github.organisation.app?.permissions['members'],
    /refuses to show the identities of the SAML provider: grant members=read$/,
  ],
  [
    'is refused at the second page',
    fault({ message: 'Resource not accessible by integration' }, 1, 403),
    /refuses to list the identities of the SAML provider \(403/,
  ],
  ['is answered with something else', fault({ data: { organization: [EMAIL] } }), /is not as documented$/],
  ['is answered with an error', fault({ data: null, errors: [{ message: EMAIL }] }), /with an error$/],
  [
    'is unknown to Slack',
    () => {
      identity();
      users.clear();
    },
    /Slack knows nobody by the e-mail address/,
  ],
  ['is deactivated', inSlackAs({ deleted: true }), /deactivated/],
  ['is a bot', inSlackAs({ is_bot: true }), /is a bot/],
  [
    'may not be looked up',
    noMailAt('users.lookupByEmail', json({ ok: false, error: 'missing_scope' })),
    /missing_scope: give the Slack app the scope users:read\.email/,
  ],
  ['meets a Slack that is unwell', noMailAt('users.lookupByEmail', json({}, 500)), /^Slack answered 500$/],
  [
    'meets a Slack that hangs up',
    noMailAt('users.lookupByEmail', { reset: true }),
    /^Slack could not be reached$/,
  ],
  [
    'meets a Slack that only ever says later',
    noMailAt('users.lookupByEmail', json({ ok: false }, 429, { 'retry-after': '600' })),
    /come back later .*longer than Patrol waits$/,
  ],
])('an owner who %s is unreachable, and the channel hears at once', async (_, arrange, why) => {
  arrange();
  const { address, failures, heard, kept, read, unfound } = await run(0);
  expect(address).toMatchObject({ login: 'Octocat', slack: null, why: expect.stringMatching(why) });
  expect([heard, failures]).toEqual([['#security'], []]);
  expect(unfound).toBe(
    `1 owner of acme could not be found in Slack, and the other channels of the route are told: ${address?.why}.`,
  );
  expect(read).toContain('expires-soon');
  expect(kept).not.toMatch(/corp\.example|octavia\.cat/);
});

it('who was not found is looked up again on the next night, and told then', async () => {
  await run(0);
  identity();
  expect((await run(1)).heard).toEqual(['U0OCTAVIA']);
});
