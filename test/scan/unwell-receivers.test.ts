import { setTimeout as sleep } from 'node:timers/promises';
import { createStore } from '#adapters/dynamodb/store.ts';
import { openBot, openWebhook } from '#adapters/slack/open-slack.ts';
import { plusDays } from '#core/instant.ts';
import { EVERYTHING } from '#core/route.ts';
import type { ScanRecord } from '#core/scan-record.ts';
import type { AlertChannel } from '#scan/ports.ts';
import { runScan } from '#scan/run-scan.ts';
import type { Store } from '#scan/store-port.ts';
import { tellChannels } from '#scan/tell-channels.ts';
import { json, startSlack } from '#test/adapters/slack/slack-receiver.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { memoryStore } from '#test/builders/memory-store.ts';
import { type Answer, startReceiver } from '#test/builders/receiver.ts';
import { instantEngine, scanInput } from '#test/builders/scan-input.ts';
import { scriptedGitHub } from '#test/builders/scripted-github.ts';

let memory: Awaited<ReturnType<typeof memoryStore>>;
let store: Store;
let record: ScanRecord;
beforeAll(async () => {
  memory = await memoryStore();
  store = createStore(memory.table.client);
  const expiring = fineGrainedToken({ expiresAt: plusDays(NIGHT, 6), lastUsedAt: NIGHT });
  const github = scriptedGitHub({ lists: { 'fine-grained-tokens': { items: [expiring] } } });
  record = (await runScan(scanInput({ store: memory.store, github }))).record;
});
afterAll(() => memory.close());

/** A clock on which every look is a second later, so that no gap between messages is waited for. */
function hurriedClock(): () => Date {
  let milliseconds = Date.parse(NIGHT);
  return () => {
    milliseconds += 1_000;
    return new Date(milliseconds);
  };
}

function bot(apiUrl: string, channel: string): AlertChannel {
  const leading = new Map([[channel, [EVERYTHING]]]);
  const [opened] = openBot({ token: 'xoxb-test-token', apiUrl }, leading, { now: hurriedClock() });
  if (opened === undefined) throw new Error('No channel was opened.');
  return opened;
}

/** One run; gives why the channel did not take everything. */
async function run(channel: AlertChannel, waits: string[] = []): Promise<string | null | undefined> {
  const [told] = await tellChannels({
    record,
    store,
    channels: [channel],
    engine: instantEngine(waits),
    sites: { github: 'https://github.com', rules: 'docs/rules/' },
    holder: 'test',
    signal: new AbortController().signal,
  });
  return told?.failure;
}

/** Runs until a channel took everything; gives what each of them ended with. */
async function runs(open: () => AlertChannel): Promise<(string | null | undefined)[]> {
  const ends: (string | null | undefined)[] = [];
  while (ends.at(-1) !== null && ends.length < 30) ends.push(await run(open()));
  return ends;
}

describe('a receiver that is unwell hears everything once in the end', () => {
  it.each<[string, number, Answer, string]>([
    ['answers 500 twenty times, then well', 20, { status: 500 }, 'Slack answered 500.'],
    ['answers HTML with 503', 4, { status: 503, body: '<html>' }, 'Slack answered 503.'],
    ['cuts the line five times', 5, { reset: true }, 'Slack could not be reached'],
    [
      'has its token revoked, then a new one',
      2,
      json({ ok: false, error: 'token_revoked' }),
      'install the Slack app again',
    ],
    ['is archived, then brought back', 3, json({ ok: false, error: 'is_archived' }), 'bring it back'],
    ['is not invited at first', 2, json({ ok: false, error: 'not_in_channel' }), 'Invite the bot'],
  ])('%s', async (name, times, answer, words) => {
    const slack = await startSlack((index) => (index < times ? answer : null));
    try {
      const ends = await runs(() => bot(slack.url, `#${name}`));
      expect(ends.at(-1)).toBeNull();
      expect(ends.length).toBeGreaterThan(1);
      for (const end of ends.slice(0, -1)) expect(end).toContain(words);
      expect(await run(bot(slack.url, `#${name}`))).toBeNull();
      expect(slack.attempts).toHaveLength(times + 1);
      expect(slack.calls).toHaveLength(1);
    } finally {
      await slack.close();
    }
  });

  it('asks to come back later three times: the engine waits, and nobody else does', async () => {
    const slack = await startSlack((index) =>
      index < 3 ? json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' }) : null,
    );
    try {
      const waits: string[] = [];
      const ends = [await run(bot(slack.url, '#busy'), waits), await run(bot(slack.url, '#busy'), waits)];
      expect(ends).toEqual([expect.stringContaining('come back later'), null]);
      expect(waits).toHaveLength(2);
      expect(slack.calls).toHaveLength(1);
    } finally {
      await slack.close();
    }
  });

  it('is slow, while another run comes and tells it, too', async () => {
    const slow = await startReceiver(async () => {
      await sleep(300);
      return { body: 'ok' };
    });
    const open = () => openWebhook(`${slow.url}/services/T0/B0/x`, [EVERYTHING], { now: hurriedClock() });
    try {
      await Promise.all([run(open()), run(open())]);
      expect(await run(open())).toBeNull();
      expect(slow.received).toHaveLength(1);
    } finally {
      await slow.close();
    }
  });
});
