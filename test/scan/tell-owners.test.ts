import { openBot } from '#adapters/slack/open-slack.ts';
import { type Instant, plusDays } from '#core/instant.ts';
import { OWNER } from '#core/owner-first.ts';
import type { People } from '#core/people.ts';
import { EVERYTHING } from '#core/route.ts';
import { runScan } from '#scan/run-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { tellChannels } from '#scan/tell-channels.ts';
import { type Call, json, startSlack } from '#test/adapters/slack/slack-receiver.ts';
import { fineGrainedToken, NIGHT, owner, person } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import type { Answer } from '#test/builders/receiver.ts';
import { instantEngine, scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';

const night = (number: number): Instant => plusDays(NIGHT, number);
const [OCTOCAT, HUBOT, MONA] = [owner('octocat', 1), owner('hubot', 2), owner('mona', 3)];
const PEOPLE: People = [
  { login: 'Octocat', slack: 'U0OCTOCAT', may: [] },
  { login: 'hubot', slack: 'U0HUBOT', may: [] },
];
const ROUTE = { ...EVERYTHING, name: 'the owner first', to: [OWNER, 'slack'], reminders: false };

let memory: Awaited<ReturnType<typeof memoryStore>>;
let store: Store;
let slack: Awaited<ReturnType<typeof startSlack>>;
let mishap: (call: Call) => Answer | null;
beforeEach(async () => {
  memory = await memoryStore();
  store = memory.store;
  mishap = () => null;
  slack = await startSlack((_, call) => mishap(call));
});
afterEach(async () => {
  await slack.close();
  await memory.close();
});

const token = (id: string, whose: typeof OCTOCAT, daysLeft: number) =>
  fineGrainedToken({ id, owner: whose, expiresAt: night(daysLeft), lastUsedAt: NIGHT });

/** A clock on which every look is a second later, so that no gap between messages is waited for. */
function hurriedClock(): () => Date {
  let milliseconds = Date.parse(NIGHT);
  return () => {
    milliseconds += 1_000;
    return new Date(milliseconds);
  };
}

/** Scans and tells; gives what each channel failed with, and what Slack heard: where, and whether it was news there. */
async function run(number: number, tokens: readonly ReturnType<typeof token>[]) {
  const lists = {
    'fine-grained-tokens': { items: tokens },
    people: { items: [OCTOCAT, HUBOT, MONA].map((whose) => person({ id: String(whose.id), owner: whose })) },
  };
  const channels = openBot(
    { token: 'xoxb-test-token', apiUrl: slack.url },
    new Map([['#security', [ROUTE]]]),
    { now: hurriedClock(), owners: { people: PEOPLE, routes: [ROUTE] } },
  );
  const github = scriptedGitHub({ lists });
  const { record } = await runScan(scanInput({ store, scan: night(number), github, channels }));
  const before = slack.calls.length;
  const told = await tellChannels({
    ...{ record, store, channels, engine: instantEngine(), holder: 'test' },
    sites: { github: 'https://github.com', rules: 'docs/rules/' },
    signal: new AbortController().signal,
  });
  const heard = slack.calls.slice(before);
  return {
    record,
    failures: told.map(({ channel, failure }) => [channel, failure]),
    heard: heard.map(
      ({ channel, method, thread }) => `${method} ${channel}${thread === undefined ? '' : ' thread'}`,
    ),
    read: heard.map(({ read }) => read),
  };
}

it('the owner hears alone, and the channel when the next tier comes', async () => {
  const first = await run(0, [token('1', OCTOCAT, 6)]);
  expect(first.heard).toEqual(['chat.postMessage U0OCTOCAT']);
  expect(first.read[0]).toContain('octocat: regenerate it before that day');
  expect(first.record.alerts.map(({ channel, reason, detail }) => [channel, reason, detail])).toEqual([
    ['owner', 'first-seen', null],
    ['slack:#security', 'left-to-owner', 'tier 3'],
  ]);
  expect((await run(1, [token('1', OCTOCAT, 6)])).heard).toEqual([]);
  const third = await run(3, [token('1', OCTOCAT, 6)]);
  expect(third.heard).toEqual([
    'chat.update C0SECURITY',
    'chat.postMessage C0SECURITY thread',
    'chat.postMessage #security',
  ]);
});

it('what is several is one digest for each owner; whom nobody knows, the channel hears of, with why', async () => {
  const { heard, read } = await run(0, [
    ...[token('1', OCTOCAT, 6), token('2', OCTOCAT, 6)],
    ...[token('3', HUBOT, 6), token('4', MONA, 6), token('5', MONA, 6)],
  ]);
  expect(heard).toEqual([
    'chat.postMessage U0OCTOCAT',
    'chat.postMessage U0HUBOT',
    'chat.postMessage #security',
  ]);
  expect(read[0]).toContain('All of them: patrol owner octocat');
  expect(read[0]).not.toContain('hubot');
  expect(read[2]).toContain('2 findings could not be routed to their owner: no Slack user known for mona.');
  expect(read[2]).not.toContain('octocat');
});

it('an owner whom the message does not reach keeps no other from hearing, and the channel hears instead', async () => {
  mishap = ({ channel }) => (channel === 'U0OCTOCAT' ? json({ ok: false, error: 'user_disabled' }) : null);
  const tokens = [token('1', OCTOCAT, 6), token('2', HUBOT, 6)];
  const { failures, heard, read } = await run(0, tokens);
  expect(heard).toEqual(['chat.postMessage U0HUBOT', 'chat.postMessage #security']);
  expect(read[1]).toContain('octocat');
  expect(failures).toEqual([
    [
      'owner',
      expect.stringMatching(
        /^Octocat \(U0OCTOCAT\): Slack says user_disabled\. That Slack user was deactivated/,
      ),
    ],
    ['slack:#security', null],
  ]);
  mishap = () => null;
  expect((await run(1, tokens)).heard).toEqual(['chat.postMessage U0OCTOCAT']);
});
