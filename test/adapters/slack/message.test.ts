import fc from 'fast-check';
import { slackMessage } from '#adapters/slack/message.ts';
import { alertEvent, digestEvent } from '#core/alert-event-of.ts';
import { keyOf } from '#core/credential.ts';
import { finding, fineGrainedToken, fingerprint, NIGHT, repository } from '#test/builders/items.ts';
import { scanRecord } from '#test/builders/scan-records.ts';
import { expectWithinLimits } from './limits.ts';

const telling = (item = fineGrainedToken()) => ({
  record: scanRecord(),
  items: new Map([[keyOf(item), item]]),
  sites: { github: 'https://github.com', rules: 'https://wiki.example/rules/' },
});
const open = finding({ severity: 'high', tier: 7 });

it('a finding is told with what, whose, since when, last use, reach, remedy, links and the last complete scan', () => {
  const { blocks, text } = slackMessage(alertEvent(telling(), { finding: open, reason: 'first-seen' }));
  expect(text).toBe(
    '[Acme-Corp] HIGH expires-soon: The fine-grained token "release notes" of octocat expires on 2026-12-04.',
  );
  expect(readOf(blocks)).toMatchInlineSnapshot(`
"HIGH expires-soon (new) in Acme-CorpThe fine-grained token "release notes" of octocat expires on 2026-12-04.Owner: octocat
Since: 2026-11-22
Last used: 2026-11-21
Reaches: 1 repository: hello-world
Credential: fine-grained-token:101001
To do: Renew it, or let it lapse if nothing uses it any more.[At GitHub](https://github.com/organizations/Acme-Corp/settings/personal-access-tokens/active) · [The rule](https://wiki.example/rules/expires-soon.md) · patrol explain 657870697265 --org Acme-CorpLast complete scan of Acme-Corp: 2026-11-22 02:00 UTC."
`);
});

/** What a person reads, links as Markdown has them. */
function readOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(readOf).join('');
  if (typeof value !== 'object' || value === null) return '';
  const { text, url } = value as { text?: string; url?: string };
  if (text !== undefined) return url === undefined ? text : `[${text}](${url})`;
  return Object.values(value).map(readOf).join('');
}

it('what is over is struck through and says why', () => {
  const over = finding({ ...open, state: 'resolved', resolvedAt: NIGHT, cause: 'renewed' });
  const { blocks } = slackMessage(alertEvent(telling(), { finding: over, reason: 'resolved' }));
  expect(blocks[0]).toMatchObject({
    elements: [{ elements: [{ text: 'RESOLVED (renewed) expires-soon' }, {}] }],
  });
  expect(blocks[1]).toMatchObject({
    elements: [{ elements: [{ text: over.message, style: { strike: true } }] }],
  });
});

describe('under a message about one finding', () => {
  const buttons = (overrides: Parameters<typeof finding>[0], on: boolean) => {
    const event = alertEvent(telling(), { finding: finding(overrides), reason: 'first-seen' });
    const message = slackMessage(event, { buttons: on });
    expectWithinLimits(message);
    const below = message.blocks.find(({ type }) => type === 'actions');
    return below?.type === 'actions'
      ? below.elements.map((element) => ('action_id' in element ? element.action_id : null))
      : [];
  };

  it.each<[string, string[], Parameters<typeof finding>[0], boolean]>([
    ['there are three buttons', ['acknowledge', 'snooze', 'open'], {}, true],
    [
      'what is acknowledged is not acknowledged again',
      ['snooze', 'open'],
      { acknowledged: { by: 'hubot', at: NIGHT } },
      true,
    ],
    ['what is over has none', [], { state: 'resolved', cause: 'renewed', resolvedAt: NIGHT }, true],
    ['there are none where nobody takes a press', [], {}, false],
  ])('%s', (_what, expected, overrides, on) => expect(buttons(overrides, on)).toEqual(expected));

  it('who acknowledged it is said', () => {
    const acknowledged = { by: 'hubot', at: NIGHT };
    const event = alertEvent(telling(), { finding: { ...open, acknowledged }, reason: 'reminder-due' });
    expect(readOf(slackMessage(event).blocks)).toContain('Acknowledged: hubot, 2026-11-22');
  });
});

it('5,000 findings are one message that counts them and names the command that lists them', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => ({
    finding: finding({ id: fingerprint(`${index}`) }),
    reason: 'first-seen' as const,
  }));
  const message = slackMessage(digestEvent(telling(), many));
  expectWithinLimits(message);
  expect(JSON.stringify(message.blocks)).toContain('and 4975 more. All of them: ');
  expect(JSON.stringify(message.blocks)).toContain('patrol findings --org Acme-Corp');
});

it('whatever things are called, a message stays within the limits of Slack, and nothing in it acts', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 900 }),
    fc.constantFrom(
      '<!channel> <@U0> <https://evil.example|click> *b* `c` @here',
      '&lt;',
      '<!channel> '.repeat(900),
      '🧑‍🚀👩‍👩‍👧‍👦'.repeat(500),
      'שלום \u202eabc\u2066 مرحبا '.repeat(400),
      '\u202e\u001b[31m',
      '',
    ),
  );
  fc.assert(
    fc.property(hostile, hostile, hostile, (name, message, login) => {
      const item = fineGrainedToken({ name, owner: { id: 1, login }, repositories: [repository({ name })] });
      const credential = { ...open.credential, name, owner: login };
      const told = {
        finding: { ...open, credential, message, remedy: message },
        reason: 'first-seen',
      } as const;
      expectWithinLimits(slackMessage(alertEvent(telling(item), told)));
      expectWithinLimits(
        slackMessage(
          digestEvent(
            telling(item),
            Array.from({ length: 60 }, () => told),
          ),
        ),
      );
    }),
    { numRuns: 20 },
  );
});
