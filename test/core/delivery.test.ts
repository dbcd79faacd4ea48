import { type Delivery, delivered, isAboutFinding, type Saying } from '#core/delivery.ts';
import type { Said } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { fingerprint, NIGHT } from '#test/builders/items.ts';

const about = fingerprint('one');
const saying = (overrides: Partial<Saying> = {}): Saying => ({
  at: NIGHT,
  reason: 'tier-raised',
  severity: 'medium',
  tier: 7,
  ...overrides,
});
const before = (said: Partial<Said>): Delivery => ({
  channel: 'x',
  about,
  handle: null,
  said: { at: plusDays(NIGHT, -1), severity: 'medium', tier: 7, ...said },
  sayings: [],
});
const after = (note: Delivery | undefined, now: Partial<Saying> = {}) =>
  delivered(note, { channel: 'x', about, handle: 'C1/1', saying: saying(now) });

it.each<[string, Delivery | undefined, Partial<Saying>, Omit<Said, 'at'>]>([
  ['nothing', undefined, {}, { severity: 'medium', tier: 7 }],
  ['something quieter', before({ severity: 'low' }), {}, { severity: 'medium', tier: 7 }],
  ['something as loud', before({}), {}, { severity: 'medium', tier: 7 }],
  ['something louder', before({ severity: 'high' }), {}, { severity: 'high', tier: 7 }],
  ['a farther tier', before({ tier: 14 }), {}, { severity: 'medium', tier: 7 }],
  ['a nearer tier', before({ tier: 1 }), {}, { severity: 'medium', tier: 1 }],
  ['no tier', before({ tier: null }), {}, { severity: 'medium', tier: 7 }],
  ['a tier, and has none now', before({}), { tier: null }, { severity: 'medium', tier: null }],
  [
    'something louder in a former life',
    before({ severity: 'critical', tier: 1 }),
    { reason: 'first-seen' },
    { severity: 'medium', tier: 7 },
  ],
])('remembers the loudest of a life that was told %s', (_, note, now, said) => {
  expect(after(note, now).said).toEqual({ ...said, at: NIGHT });
});

it('keeps where it was said, and the last 60 sayings', () => {
  const first = after(undefined, { tier: 30 });
  expect(first).toEqual({
    channel: 'x',
    about,
    handle: 'C1/1',
    said: { at: NIGHT, severity: 'medium', tier: 30 },
    sayings: [saying({ tier: 30 })],
  });
  let note = first;
  for (let tier = 29; tier >= -30; tier -= 1) note = after(note, { tier });
  expect(note.sayings).toHaveLength(60);
  expect(note.sayings[0]).toEqual(saying({ tier: 29 }));
  expect(note.sayings.at(-1)).toEqual(saying({ tier: -30 }));
});

it.each<[Delivery['about'], boolean]>([
  [about, true],
  ['digest', false],
  ['health', false],
  ['failure', false],
])('knows whether %s is a finding', (each, is) => {
  expect(isAboutFinding(each)).toBe(is);
});
