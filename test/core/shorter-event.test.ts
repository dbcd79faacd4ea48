import type { PatrolEvent } from '#core/alert-event.ts';
import { alertEvent, digestEvent, scanFailureEvent, scanHealthEvent } from '#core/alert-event-of.ts';
import { orgLogin } from '#core/credential.ts';
import { shorterEvents } from '#core/shorter-event.ts';
import { finding, fingerprint, NIGHT } from '#test/builders/items.ts';
import { scanRecord } from '#test/builders/scan-records.ts';

const CUT = '… (cut)';
const LONG = 'x'.repeat(30_000);
const SHORTEST = `${'x'.repeat(20)}${CUT}`;
const telling = {
  ...{ record: scanRecord(), items: new Map() },
  sites: { github: 'https://github.com', rules: 'https://wiki.example/rules/' },
};
const one = alertEvent(telling, { finding: finding(), reason: 'first-seen' });
const failure = { org: orgLogin('acme'), scan: NIGHT, lastCompleteScan: null };
const failed = scanFailureEvent({ ...failure, failure: 'No.' }, 'first-seen');
const [source] = scanRecord().sources;
const holed = scanHealthEvent(
  { record: scanRecord({ sources: [{ ...(source as NonNullable<typeof source>), status: 'refused' }] }) },
  'first-seen',
);
const digest = (count: number) =>
  digestEvent(
    telling,
    Array.from({ length: count }, (_, index) => ({
      ...{ finding: finding({ id: fingerprint(`${index}`) }), reason: 'first-seen' as const },
    })),
  );
/** No more than so many, lest a test that fails never ends. */
const shorter = (event: PatrolEvent): PatrolEvent[] => shorterEvents(event).take(50).toArray();
const shortest = (event: PatrolEvent): PatrolEvent | undefined => shorter(event).at(-1);
const { credential } = one.finding;

describe('an event, shorter and shorter', () => {
  it('is first itself, then has a body of so many characters, and a tenth of them in its other texts', () => {
    const all = shorter({ ...one, subject: LONG, body: LONG });
    expect(all[0]).toEqual({ ...one, subject: LONG, body: LONG });
    expect(all.map(({ body, subject }) => [body.length, subject.length])).toEqual([
      [30_000, 30_000],
      ...[20_000, 4_000, 1_000, 200].map((length) => [length + CUT.length, length / 10 + CUT.length]),
    ]);
    expect(shortest({ ...one, subject: LONG, body: LONG })?.subject).toBe(SHORTEST);
  });

  it.each<[number, number[]]>([
    [9, [9, 4, 2, 1, 1, 1, 1, 1]],
    [3, [3, 1, 1, 1, 1, 1]],
    [2, [2, 1, 1, 1, 1, 1]],
    [1, [1, 1, 1, 1, 1]],
  ])('of %i findings shows fewer at first, and at last one', (count, shown) => {
    const all = shorter(digest(count));
    expect(all.map((event) => event.kind === 'digest' && event.shown.length)).toEqual(shown);
    expect(all.map((event) => event.kind === 'digest' && event.total)).toEqual(shown.map(() => count));
  });

  it('of many findings says in its body how many are not shown', () => {
    const [, half] = shorter(digest(9));
    expect(half?.body).toContain('and 5 more.');
    expect(half?.subject).toBe(digest(9).subject);
  });

  it('of one finding has its texts cut, and all else as it was', () => {
    const texts = { message: LONG, remedy: LONG, owner: LONG };
    const long = { ...one.finding, ...texts, credential: { ...credential, name: LONG, reaches: LONG } };
    expect(shortest({ ...one, subject: 'short', body: 'short', finding: long })).toEqual({
      ...{ ...one, subject: 'short', body: 'short' },
      finding: {
        ...{ ...one.finding, message: SHORTEST, remedy: SHORTEST, owner: SHORTEST },
        credential: { ...credential, name: SHORTEST, reaches: SHORTEST },
      },
    });
  });

  it('of many findings has the texts of those it shows cut, and why some have no way to their owner', () => {
    const event = digest(1);
    const [shown] = event.shown;
    const { finding: only, reason } = shown as NonNullable<typeof shown>;
    const why = [LONG, 'no way'];
    const long = { ...only, message: LONG, remedy: 'Do.', owner: null };
    expect(
      shortest({ ...event, unrouted: { total: 2, why }, shown: [{ reason, finding: long }] }),
    ).toMatchObject({
      kind: 'digest',
      unrouted: { total: 2, why: [SHORTEST, 'no way'] },
      shown: [{ reason, finding: { id: only.id, message: SHORTEST, remedy: 'Do.', owner: null } }],
    });
    expect(shortest(event)).toMatchObject({ unrouted: null, dedupKey: event.dedupKey });
  });

  it.each<[string, string | null, string | null]>([
    ['the reason', LONG, SHORTEST],
    ['no reason', null, null],
    ['a short reason', 'No.', 'No.'],
  ])('of a scan keeps %s, as far as it goes', (_, reason, expected) => {
    const holes = holed.holes.map((hole) => ({ ...hole, reason }));
    const event = { ...failed, failure: reason, holes, subject: LONG };
    expect(shortest(event)).toEqual({
      ...{ ...failed, failure: expected, subject: SHORTEST },
      ...{ holes: holed.holes.map((hole) => ({ ...hole, reason: expected })), body: expect.any(String) },
    });
    expect(holes).toHaveLength(1);
  });

  it.each<[string, string, string]>([
    ['as long as it may be', 'x'.repeat(20), 'x'.repeat(20)],
    ['one longer', 'x'.repeat(21), SHORTEST],
    ['cut between two characters', `${'🔑'.repeat(10)}x`, `${'🔑'.repeat(10)}${CUT}`],
    [
      'cut in a character, which goes whole, though half a one stands before it',
      `\ud83d${'🔑'.repeat(10)}`,
      `\ud83d${'🔑'.repeat(9)}${CUT}`,
    ],
    ['cut in a character, which goes whole', `x${'🔑'.repeat(10)}`, `x${'🔑'.repeat(9)}${CUT}`],
  ])('leaves a text %s', (_, subject, expected) => {
    expect(shortest({ ...one, subject })?.subject).toBe(expected);
  });
});
