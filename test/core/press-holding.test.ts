import type { Finding } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import type { Pressed } from '#core/pressed.ts';
import { pressesInForce } from '#core/presses-in-force.ts';
import { finding, NIGHT } from '#test/builders/items.ts';
import { pressed } from '#test/builders/pressed.ts';

const ago = (days: number) => plusDays(NIGHT, -days);
const ack = (overrides: Partial<Pressed> = {}) => pressed({ at: ago(1), ...overrides });
const snooze = (overrides: Partial<Pressed> = {}) => ack({ press: 'snooze', ...overrides });
const { credential } = pressed();

describe('the snooze that holds', () => {
  it.each<[string, Pressed[], string | null]>([
    ['none: nothing was pressed', [], null],
    ['none: it was acknowledged only', [ack({ until: ago(-7) })], null],
    ['the one of this very moment', [snooze({ at: NIGHT })], 'octocat'],
    ['the one that ends this very moment', [snooze({ until: NIGHT })], 'octocat'],
    ['none: it ended', [snooze({ until: ago(0.1) })], null],
    ['none: it has no end', [snooze({ until: null })], null],
    ['none: it was of something quieter', [snooze({ severity: 'low' })], null],
    ['the latest', [snooze({ by: 'b', at: ago(2) }), snooze({ by: 'a' })], 'a'],
    ['the latest, kept first', [snooze({ by: 'a' }), snooze({ by: 'b', at: ago(2) })], 'a'],
    ['the first of two at once', [snooze({ by: 'a' }), snooze({ by: 'b' })], 'a'],
  ])('is %s', (_, presses, by) => {
    const holding = pressesInForce(presses, NIGHT).snooze('expires-soon', credential, 'medium');
    expect(holding?.approvedBy ?? null).toBe(by);
  });

  it('says how it came about', () => {
    const holding = pressesInForce([snooze()], NIGHT).snooze('expires-soon', credential, 'medium');
    expect(holding).toMatchObject({ by: 'snooze', reason: 'Snoozed with a button', requestedBy: 'octocat' });
  });
});

describe('the acknowledgement that holds', () => {
  it.each<[string, Partial<Finding>, Pressed[], string | null]>([
    ['none: it was snoozed only', {}, [snooze()], null],
    ['that of what is as urgent', { tier: 14 }, [ack({ tier: 14 })], 'octocat'],
    ['that of what was nearer', { tier: 14 }, [ack({ tier: 7 })], 'octocat'],
    ['none: it is nearer', { tier: 7 }, [ack({ tier: 14 })], null],
    ['that of what had no tier', { tier: 7 }, [ack({ tier: null })], 'octocat'],
    ['that of what has no tier any more', { tier: null }, [ack({ tier: 14 })], 'octocat'],
    ['none: it is louder', { severity: 'high' }, [ack()], null],
    ['that of what was louder', { severity: 'low' }, [ack()], 'octocat'],
    ['the latest', {}, [ack({ by: 'b', at: ago(2) }), ack({ by: 'a' })], 'a'],
    ['the latest, kept first', {}, [ack({ by: 'a' }), ack({ by: 'b', at: ago(2) })], 'a'],
  ])('is %s', (_, overrides, presses, by) => {
    expect(pressesInForce(presses, NIGHT).acknowledgement(finding(overrides))?.by ?? null).toBe(by);
  });
});
