import { plusDays, plusSeconds } from '#core/instant.ts';
import type { Person } from '#core/people.ts';
import { pressButton, pressedWords } from '#core/press-button.ts';
import { occasionOf } from '#core/pressed.ts';
import { finding, NIGHT } from '#test/builders/items.ts';
import { pressed } from '#test/builders/pressed.ts';

const hubot: Person = { login: 'hubot', slack: 'U012ABCDEF', may: ['acknowledge', 'snooze'] };
const press = (overrides: Partial<Parameters<typeof pressButton>[0]> = {}) =>
  pressButton({ press: 'snooze', finding: finding(), person: hubot, now: NIGHT, earlier: [], ...overrides });

describe('a press', () => {
  it('is kept with whose it was and how urgent the finding was', () => {
    expect(press({ press: 'acknowledge' })).toEqual({ kind: 'record', pressed: pressed({ by: 'hubot' }) });
  });

  it('snoozes until the end of the seventh day', () => {
    expect(press()).toEqual({
      kind: 'record',
      pressed: pressed({
        press: 'snooze',
        by: 'hubot',
        until: `${plusDays(NIGHT, 7).slice(0, 10)}T23:59:59Z` as never,
      }),
    });
  });

  const snoozes = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      pressed({ press: 'snooze', at: plusDays(NIGHT, -7 * (index + 1)) }),
    );
  const halfAYearAgo = plusDays(NIGHT, -180);
  const snoozedAt = (at: typeof NIGHT) => pressed({ press: 'snooze', at });
  const ASK = 'Whoever keeps the policy can add it under people (docs/policy.md).';
  it.each<[string, Parameters<typeof press>[0], string]>([
    ['of somebody the policy does not list', { person: null }, `The policy does not say who you are. ${ASK}`],
    [
      'of somebody who may not',
      { person: { ...hubot, may: ['acknowledge'] } },
      `The policy does not let hubot snooze. ${ASK}`,
    ],
    ['of a finding that nobody knows', { finding: null }, 'Patrol does not know this finding any more.'],
    [
      'of one that is over',
      { finding: finding({ state: 'resolved' }) },
      'This is over already: there is nothing to do.',
    ],
    [
      'of one that is excused, nobody knows until when',
      { finding: finding({ state: 'waived' }) },
      'This is excused already, until a later day.',
    ],
    [
      'of one that is excused',
      {
        finding: finding({
          state: 'waived',
          waiver: {
            by: 'waiver',
            until: plusDays(NIGHT, 30),
            reason: '',
            ticket: null,
            requestedBy: null,
            approvedBy: null,
          },
        }),
      },
      'This is excused already, until 2026-12-22.',
    ],
    [
      'of one’s own, however the login is written',
      { person: { ...hubot, login: 'OctoCat' } },
      'This is yours, so somebody else must snooze it. You can acknowledge it.',
    ],
    [
      'for the 26th time in half a year',
      { earlier: snoozes(25) },
      `This was snoozed 25 times within 180 days. What is to be excused for longer needs a waiver in the policy, which somebody approves: patrol waive ${finding().id.slice(0, 12)}.`,
    ],
    [
      'for the 26th time, the first to the second half a year ago',
      { earlier: [...snoozes(24), snoozedAt(halfAYearAgo)] },
      `This was snoozed 25 times within 180 days. What is to be excused for longer needs a waiver in the policy, which somebody approves: patrol waive ${finding().id.slice(0, 12)}.`,
    ],
  ])('%s is refused, in words that say what to do', (_what, overrides, why) => {
    expect(press(overrides)).toStrictEqual({ kind: 'refuse', why });
  });

  it.each([
    ['the 25th snooze', press({ earlier: snoozes(24) })],
    [
      'a 26th snooze, the first more than half a year ago',
      press({ earlier: [...snoozes(24), snoozedAt(plusSeconds(halfAYearAgo, -1))] }),
    ],
    [
      'a snooze of what is nobody’s',
      press({ finding: finding({ credential: { ...finding().credential, owner: null } }) }),
    ],
    ['a snooze after acknowledgements', press({ earlier: [...snoozes(24), pressed(), pressed()] })],
    [
      'an acknowledgement of one’s own',
      press({ press: 'acknowledge', person: { ...hubot, login: 'octocat' } }),
    ],
  ])('%s is taken', (_what, answer) => expect(answer.kind).toBe('record'));

  it('is the same press while nothing happened in between', () => {
    const snooze = pressed({ press: 'snooze' });
    expect(occasionOf({ ...snooze, severity: 'critical', tier: 1 })).toBe(occasionOf(snooze));
    expect(occasionOf({ ...snooze, since: plusDays(NIGHT, 8) })).not.toBe(occasionOf(snooze));
    expect(occasionOf(pressed({ tier: 7 }))).not.toBe(occasionOf(pressed()));
    expect(occasionOf(pressed({ by: 'hubot', at: plusDays(NIGHT, 1) }))).toBe(occasionOf(pressed()));
  });

  it.each<[Parameters<typeof pressed>[0], string]>([
    [{ press: 'snooze' }, `snooze#${NIGHT}`],
    [{ press: 'acknowledge', tier: 14 }, `acknowledge#${NIGHT}#medium#14`],
    [{ press: 'acknowledge', tier: null }, `acknowledge#${NIGHT}#medium#-`],
  ])('%j is kept under the same words as ever, so that it is found again', (overrides, occasion) => {
    expect(occasionOf(pressed(overrides))).toBe(occasion);
  });

  it('is told in words', () => {
    expect(pressedWords(pressed())).toBe('acknowledged by octocat on 2026-11-22');
    expect(pressedWords(pressed({ press: 'snooze' }))).toBe('snoozed by octocat until 2026-11-29');
  });
});
