import fc from 'fast-check';
import { instantOf } from '#core/instant.ts';
import type { Engine } from '#scan/ports.ts';
import { type AnnouncedWait, announcingWaits } from '../../lambda/announce-waits.ts';

const START = Date.parse('2026-11-22T02:17:00Z');
const at = (minutes: number) => instantOf(new Date(START + minutes * 60_000));

/** Waits from a minute to a minute, announced in this order. */
async function announced(waits: readonly (readonly [from: number, to: number])[]): Promise<AnnouncedWait[]> {
  const heard: AnnouncedWait[] = [];
  let now = START;
  const engine: Engine = {
    step: (_name, work) => work(),
    waitUntil: async () => 0,
    forEach: (_name, items, work) => Promise.all(items.map((item) => work(item, engine))),
  };
  const announcing = announcingWaits(
    engine,
    (wait) => void heard.push(wait),
    () => now,
  );
  for (const [from, to] of waits) {
    now = START + from * 60_000;
    await announcing.forEach('sources', [1], (_source, own) => own.waitUntil(at(to), 'spent'));
  }
  return heard;
}

describe('waits that are announced', () => {
  it.each<[string, readonly (readonly [number, number])[], readonly number[]]>([
    ['one', [[0, 60]], [60]],
    [
      'one after the other',
      [
        [0, 60],
        [61, 121],
        [122, 182],
      ],
      [60, 120, 180],
    ],
    [
      'at the same time',
      [
        [0, 60],
        [5, 60],
      ],
      [60, 60],
    ],
    [
      'the second lasts longer',
      [
        [0, 60],
        [30, 90],
      ],
      [60, 90],
    ],
    [
      'the shorter one within the longer',
      [
        [0, 60],
        [10, 20],
      ],
      [60, 60],
    ],
    [
      'over before it began',
      [
        [0, 60],
        [90, 80],
      ],
      [60, 60],
    ],
  ])('%s: name what all of them come to', async (_what, waits, minutes) => {
    const heard = await announced(waits);
    expect(heard.map(({ seconds }) => seconds / 60)).toEqual(minutes);
    expect(heard.map(({ until }) => until)).toEqual(waits.map(([, to]) => at(to)));
  });

  it('come to the minutes in which somebody waits, in whatever order they are heard of', async () => {
    const wait = fc.tuple(fc.nat(200), fc.nat(90)).map(([from, length]) => [from, from + length] as const);
    await fc.assert(
      fc.asyncProperty(fc.array(wait, { minLength: 1, maxLength: 8 }), async (waits) => {
        const minutes = new Set(
          waits.flatMap(([from, to]) => [...Array(to - from).keys()].map((index) => from + index)),
        );
        expect((await announced(waits)).at(-1)?.seconds).toBe(minutes.size * 60);
      }),
      { numRuns: 200 },
    );
  });
});
