import { slackMessage } from '#adapters/slack/message.ts';
import { PLAIN } from '#cli/render/paint.ts';
import { slackFrame } from '#cli/render/slack-frame.ts';
import { alertEvent } from '#core/alert-event-of.ts';
import { displayWidth } from '#core/inert.ts';
import { finding, NIGHT } from '#test/builders/items.ts';
import { scanRecord } from '#test/builders/scan-records.ts';

const telling = {
  record: scanRecord(),
  items: new Map(),
  sites: { github: 'https://github.com', rules: 'https://wiki.example/' },
};
const over = { state: 'resolved', resolvedAt: NIGHT, cause: 'renewed' } as const;
const frameOf = (overrides: Partial<ReturnType<typeof finding>>) => {
  const event = alertEvent(telling, { reason: 'resolved', finding: finding(overrides) });
  const { blocks } = slackMessage(event);
  return slackFrame({ channel: '#security', blocks }, { paint: PLAIN, width: 72 });
};

it('a Slack message is drawn as it is read there, what is over struck through', () => {
  const frame = frameOf(over);
  expect(frame[0]).toMatch(/^┌─ Slack, #security ─+┐$/);
  expect(frame.join('\n')).toContain('│ RESOLVED (renewed) expires-soon in Acme-Corp');
  expect(frame.join('\n')).toContain('~~The fine-grained token "release notes"');
  expect(frame.join('\n')).toContain('`patrol explain');
});

it('no line is wider than the frame, and nothing in it is active', () => {
  const frame = frameOf({ message: `${'漢字🔑'.repeat(60)} \u001b[31m \u202e${'x'.repeat(200)}` });
  expect(new Set(frame.map(displayWidth))).toEqual(new Set([72]));
  for (const active of ['\u001b', '\u202e']) expect(frame.join('')).not.toContain(active);
});
