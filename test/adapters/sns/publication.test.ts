import fc from 'fast-check';
import { bytesOf, MOST_BYTES, publication } from '#adapters/sns/publication.ts';
import type { PatrolEvent } from '#core/alert-event.ts';
import { alertEvent, digestEvent, scanHealthEvent } from '#core/alert-event-of.ts';
import { finding, fingerprint } from '#test/builders/items.ts';
import { scanRecord } from '#test/builders/scan-records.ts';
import { partialRecord } from '#test/cli/builders/scan-result.ts';
import { TOPIC } from './published.ts';

const telling = {
  record: scanRecord(),
  items: new Map(),
  sites: { github: 'https://github.com', rules: 'docs/rules/' },
};
/** Letters that are many bytes each, in UTF-8, in JSON, or in JSON within JSON. */
const HOSTILE = [
  'a\u0301\u0302\u0303\u0304',
  '\\',
  '"',
  '🧑‍🚀',
  '\u0000',
  '\ud800',
  '漢',
  '\u202e',
  '</>',
  'x',
];
const hostile = fc
  .tuple(fc.array(fc.constantFrom(...HOSTILE), { minLength: 1, maxLength: 8 }), fc.nat({ max: 800 }))
  .map(([parts, times]) => parts.join('').repeat(times + 1));

const single = (message: string, name: string) =>
  alertEvent(telling, {
    reason: 'first-seen',
    finding: finding({ message, remedy: name, credential: { ...finding().credential, name, owner: name } }),
  });
const digest = (message: string, name: string) =>
  digestEvent(
    telling,
    Array.from({ length: 40 }, (_, index) => ({
      reason: 'first-seen' as const,
      finding: finding({
        ...{ id: fingerprint(String(index)), message, remedy: message },
        credential: { ...finding().credential, name },
      }),
    })),
    { owner: null, unrouted: { total: 9, why: [name.slice(0, 100)] } },
  );
const event = fc
  .tuple(fc.constantFrom(single, digest), hostile, hostile)
  .map(([make, message, name]) => make(message, name));

function written(of: PatrolEvent) {
  const input = publication(TOPIC, of);
  const message = JSON.parse(input.Message ?? '') as { default: string; email: string; sms: string };
  return { input, message, event: JSON.parse(message.default) as PatrolEvent };
}

describe('what SNS is given', () => {
  it('is never more than it takes, and of whatever was cut it still says what, how loud and under which key', () => {
    fc.assert(
      fc.property(event, (of) => {
        const { input, message, event: read } = written(of);
        expect(bytesOf(input)).toBeLessThanOrEqual(MOST_BYTES);
        const { dedupKey, kind, organisation, severity } = of;
        expect(read).toMatchObject({ dedupKey, kind, organisation, severity });
        if (of.kind === 'digest') expect(read).toMatchObject({ total: of.total, bySeverity: of.bySeverity });
        expect(message.sms.isWellFormed()).toBe(true);
        expect(input.Subject).toMatch(/^[ -~]{1,99}$/);
      }),
      { numRuns: 12 },
    );
  });

  it('says in a mail’s subject and in an SMS that there is more, where there is', () => {
    const short = written(single('It expires.', 'laptop'));
    expect(short.input.Subject).toBe(short.event.subject);
    expect(short.message.sms).toBe(short.event.subject);
    const long = written(single(`It expires ${'soon '.repeat(60)}`, 'laptop'));
    expect(long.input.Subject).toMatch(/^\[Acme-Corp\] MEDIUM expires-soon: It expires .*\.\.\.$/);
    expect([long.input.Subject?.length, long.message.sms.length]).toEqual([99, 140]);
    expect(long.message.sms).toMatch(/\.\.\.$/);
  });

  it('is as it was where that fits', () => {
    const health = scanHealthEvent({ record: partialRecord() }, 'first-seen');
    for (const each of [single('Expires.', 'a'), digest('Expires.', 'a'), health]) {
      expect(written(each).event).toEqual(JSON.parse(JSON.stringify(each)));
    }
  });

  it('shows fewer findings of a digest before it cuts a text, and says of how many', () => {
    const { event: read, message } = written(digest('a\u0301\u0302\u0303\u0304'.repeat(600), 'a'));
    if (read.kind !== 'digest') throw new Error('It is no digest any more.');
    expect(read.shown.length).toBeGreaterThan(0);
    expect(read.shown.length).toBeLessThan(25);
    expect(message.email).toContain(`and ${40 - read.shown.length} more.`);
    expect(message.email).not.toContain('(cut)');
  });

  it('is cut with a mark where one text alone is too long', () => {
    const long = { ...single('Expires.', 'a'), body: '🧑‍🚀'.repeat(100_000) };
    const { message } = written(long);
    expect(message.email).toMatch(/… \(cut\)$/);
    expect(message.email.isWellFormed()).toBe(true);
  });
});
