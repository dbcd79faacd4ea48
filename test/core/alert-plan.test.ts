import type { Decided } from '#core/alert-decisions.ts';
import { alertPlan, alertsOf, type Habits, notesOf } from '#core/alert-plan.ts';
import { type Delivery, delivered, type Memory } from '#core/delivery.ts';
import type { AlertReason, Finding, Severity } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { finding, fingerprint, NIGHT } from '#test/builders/items.ts';

const yesterday = plusDays(NIGHT, -1);
const people: Habits = { name: 'slack:#security', each: false, routes: [], mostSingles: 2 };
const machines: Habits = { ...people, name: 'sns:alerts', each: true };

const a = (id: string, severity: Severity = 'high', overrides: Partial<Finding> = {}) =>
  finding({ id: fingerprint(id), rule: id, severity, ...overrides });
const speak = (each: Finding, reason: AlertReason = 'first-seen'): Decided => ({
  finding: each,
  decision: { speak: true, reason },
});
const silent = (each: Finding): Decided => ({
  finding: each,
  decision: { speak: false, reason: 'already-said', detail: yesterday },
});

function told(
  about: Delivery['about'],
  { at = yesterday, handle = null as string | null, reason = 'first-seen' as AlertReason } = {},
): Delivery {
  const saying = { at, reason, severity: 'low', tier: null } as const;
  return delivered(undefined, { channel: 'x', about, handle, saying });
}
const memory = (...notes: Delivery[]): Memory => new Map(notes.map((note) => [note.about, note]));
/** Not the first scan that the channel hears of. */
const old = told(fingerprint('old'));

const planned = (decided: readonly Decided[], remembered: Memory, habits: Habits) =>
  alertPlan(decided, remembered, habits).map(
    ({ alerts, kind }) => `${kind} ${alerts.map((each) => `${each.finding.rule} ${each.reason}`).join(', ')}`,
  );

describe('what people on a channel are told', () => {
  it.each<[string, Decided[], Memory, string[]]>([
    ['nothing', [silent(a('quiet'))], memory(old), []],
    ['one that is loud', [speak(a('one'))], memory(old), ['single one first-seen']],
    ['one that is critical', [speak(a('one', 'critical'))], memory(old), ['single one first-seen']],
    ['one that is not loud', [speak(a('one', 'medium'))], memory(old), ['digest one first-seen']],
    [
      'a loud one and two others',
      [speak(a('low', 'low')), speak(a('loud')), speak(a('medium', 'medium'))],
      memory(old),
      ['single loud first-seen', 'digest medium first-seen, low first-seen'],
    ],
    [
      'as many loud ones as are no storm',
      [speak(a('1')), speak(a('2', 'critical'))],
      memory(old),
      ['single 2 first-seen', 'single 1 first-seen'],
    ],
    [
      'a storm',
      [speak(a('1', 'critical')), speak(a('2')), speak(a('3')), speak(a('4', 'low'))],
      memory(old),
      ['digest 1 first-seen, 2 first-seen, 3 first-seen, 4 first-seen'],
    ],
    ['the first finding of all', [speak(a('one'))], memory(), ['single one first-seen']],
    ['the first two', [speak(a('1')), speak(a('2', 'low'))], memory(), ['digest 1 first-seen, 2 first-seen']],
    [
      'the first two, after words of scans themselves',
      [speak(a('1')), speak(a('2', 'low'))],
      memory(told('health'), told('failure')),
      ['digest 1 first-seen, 2 first-seen'],
    ],
    [
      'two, after words of a scan and of a finding',
      [speak(a('1')), speak(a('2', 'low'))],
      memory(told('health'), old),
      ['single 1 first-seen', 'digest 2 first-seen'],
    ],
    ['a loud one that is over', [speak(a('one'), 'resolved')], memory(old), ['digest one resolved']],
    [
      'a loud one that is over and has a message',
      [speak(a('one'), 'resolved')],
      memory(told(fingerprint('one'), { handle: 'C1/1' })),
      ['single one resolved'],
    ],
    [
      'a quiet one that has a message',
      [speak(a('one', 'low'), 'tier-raised')],
      memory(told(fingerprint('one'), { handle: 'C1/1' })),
      ['single one tier-raised'],
    ],
  ])('%s', (_, decided, remembered, messages) => {
    expect(planned(decided, remembered, people)).toEqual(messages);
  });
});

describe('what machines on a channel are told', () => {
  const low = fingerprint('low');
  it.each<[string, Decided[], Memory, string[]]>([
    [
      'each, and what is not loud a second time, for people beside them',
      [speak(a('low', 'low')), speak(a('loud'))],
      memory(old),
      ['single loud first-seen', 'single low first-seen', 'beside low first-seen'],
    ],
    ['a loud one', [speak(a('loud'))], memory(old), ['single loud first-seen']],
    [
      'a loud one that is over and has no message to keep',
      [speak(a('loud'), 'resolved')],
      memory(old),
      ['single loud resolved'],
    ],
    [
      'what an earlier run said, which died before the digest',
      [silent(a('low', 'low'))],
      memory(told(low, { reason: 'tier-raised' }), told('digest', { at: plusDays(NIGHT, -2) })),
      ['beside low tier-raised'],
    ],
    [
      'what an earlier run said, before any digest',
      [silent(a('low', 'low'))],
      memory(told(low)),
      ['beside low first-seen'],
    ],
    [
      'what an earlier run said, and is news again: once, as the news it is now',
      [speak(a('low', 'low'), 'resolved')],
      memory(told(low)),
      ['single low resolved', 'beside low resolved'],
    ],
    [
      'nothing of what is in a digest',
      [silent(a('low', 'low'))],
      memory(told(low), told('digest', { at: yesterday })),
      [],
    ],
    ['nothing of what is loud and was said', [silent(a('loud'))], memory(told(fingerprint('loud'))), []],
    ['nothing of what was never said', [silent(a('low', 'low'))], memory(old), []],
    [
      'a storm',
      [speak(a('1')), speak(a('2')), speak(a('3', 'low'))],
      memory(old),
      ['digest 1 first-seen, 2 first-seen, 3 first-seen'],
    ],
  ])('%s', (_, decided, remembered, messages) => {
    expect(planned(decided, remembered, machines)).toEqual(messages);
  });
});

it('says the loudest first, and nothing of what is silent', () => {
  const decided = [speak(a('low', 'low')), silent(a('silent')), speak(a('loud'), 'tier-raised')];
  expect(alertsOf(decided)).toEqual([
    { finding: a('loud'), reason: 'tier-raised' },
    { finding: a('low', 'low'), reason: 'first-seen' },
  ]);
});

describe('what is noted once the receiver said yes', () => {
  const one = a('one', 'high', { tier: 7 });
  const noted = (kind: 'single' | 'digest' | 'beside', channel: Habits) =>
    notesOf({ kind, alerts: [{ finding: one, reason: 'tier-raised' }] }, memory(told(one.id)), {
      channel,
      at: NIGHT,
      handle: 'C1/1',
    });
  const note = (handle: string | null, channel: Habits): Delivery => ({
    channel: channel.name,
    about: one.id,
    handle,
    said: { at: NIGHT, severity: 'high', tier: 7 },
    sayings: [
      { at: yesterday, reason: 'first-seen', severity: 'low', tier: null },
      { at: NIGHT, reason: 'tier-raised', severity: 'high', tier: 7 },
    ],
  });
  const read = (channel: Habits): Delivery => ({
    channel: channel.name,
    about: 'digest',
    said: { at: NIGHT, severity: 'low', tier: null },
    handle: null,
    sayings: [],
  });

  it('of a message of its own: where it can be edited', () => {
    expect(noted('single', people)).toEqual([note('C1/1', people)]);
    expect(noted('single', machines)).toEqual([note('C1/1', machines)]);
  });

  it('of a digest: each in it; for machines that it is read, too', () => {
    expect(noted('digest', people)).toEqual([note(null, people)]);
    expect(noted('digest', machines)).toEqual([read(machines), note(null, machines)]);
  });

  it('of a digest beside messages: that it is read', () => {
    expect(noted('beside', machines)).toEqual([read(machines)]);
  });
});
