import { plusDays } from '#core/instant.ts';
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
  it.each<[string, Parameters<typeof press>[0], string]>([
    ['of somebody the policy does not list', { person: null }, 'The policy does not say who you are.'],
    ['of somebody who may not', { person: { ...hubot, may: ['acknowledge'] } }, 'does not let hubot snooze'],
    ['of a finding that nobody knows', { finding: null }, 'does not know this finding'],
    ['of one that is over', { finding: finding({ state: 'resolved' }) }, 'This is over already'],
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
      'excused already, until 2026-12-22',
    ],
    [
      'of one’s own, however the login is written',
      { person: { ...hubot, login: 'OctoCat' } },
      'somebody else must snooze it',
    ],
    ['for the 26th time in half a year', { earlier: snoozes(25) }, 'needs a waiver in the policy'],
  ])('%s is refused, in words that say what to do', (_what, overrides, words) => {
    expect(press(overrides)).toEqual({ kind: 'refuse', why: expect.stringContaining(words) });
  });

  it.each([
    ['the 25th snooze', press({ earlier: snoozes(24) })],
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

  it('is told in words', () => {
    expect(pressedWords(pressed())).toBe('acknowledged by octocat on 2026-11-22');
    expect(pressedWords(pressed({ press: 'snooze' }))).toBe('snoozed by octocat until 2026-11-29');
  });
});
