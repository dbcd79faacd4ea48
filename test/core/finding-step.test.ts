import type { Acknowledgement, AppliedWaiver, Finding } from '#core/finding.ts';
import { stepBetween } from '#core/finding-step.ts';
import { finding, NIGHT } from '#test/builders/items.ts';

const WAIVER: AppliedWaiver = {
  by: 'waiver',
  until: NIGHT,
  reason: 'a vendor',
  ticket: 'SEC-1',
  requestedBy: 'octocat',
  approvedBy: 'hubot',
};
const waived = (overrides: Partial<AppliedWaiver> = {}): Partial<Finding> => ({
  state: 'waived',
  waiver: { ...WAIVER, ...overrides },
});
const named = (overrides: Partial<Finding['credential']>): Partial<Finding> => ({
  credential: { ...finding().credential, ...overrides },
});
const acknowledged = (overrides: Partial<Acknowledgement> = {}): Partial<Finding> => ({
  acknowledged: { at: NIGHT, by: 'octocat', ...overrides } as Acknowledgement,
});
const later = '2026-11-23T02:00:00Z' as typeof NIGHT;

describe('the step between two states of a finding', () => {
  it.each<[string, Partial<Finding>, Partial<Finding>, string | null]>([
    ['nothing', {}, {}, null],
    ['a nearer tier', { tier: 14 }, { tier: 7 }, 'tier-raised'],
    ['a farther tier', { tier: 7 }, { tier: 14 }, 'tier-lowered'],
    ['its first tier', { tier: null }, { tier: 30 }, 'tier-raised'],
    ['no tier any more', { tier: 30 }, { tier: null }, 'tier-lowered'],
    ['a tier, and a severity', { tier: 14, severity: 'high' }, { tier: 7, severity: 'low' }, 'tier-raised'],
    ['a higher severity', { severity: 'medium' }, { severity: 'high' }, 'severity-raised'],
    ['a lower severity', { severity: 'medium' }, { severity: 'low' }, 'severity-lowered'],
    ['its message', {}, { message: 'Other words.' }, 'reworded'],
    ['its remedy', {}, { remedy: 'Do something else.' }, 'reworded'],
    ['the login of its owner', {}, named({ owner: 'monalisa' }), 'reworded'],
    ['the name of its credential', {}, named({ name: 'another' }), 'reworded'],
    ['its severity, and its words', {}, { severity: 'high', message: 'Loud.' }, 'severity-raised'],
    ['its limits', { limits: { days: 90 } }, { limits: { days: 30 } }, 'rejudged'],
    ['the order of its limits', { limits: { a: 1, b: 2 } }, { limits: { b: 2, a: 1 } }, null],
    ['its first limits', { limits: null }, { limits: { days: 30 } }, null],
    ['no limits any more', { limits: { days: 30 } }, { limits: null }, 'rejudged'],
    [
      'its words, and its limits',
      { limits: { days: 90 } },
      { limits: { days: 30 }, remedy: 'x' },
      'reworded',
    ],
    ['a waiver, given', {}, waived(), 'waived'],
    ['a waiver, gone', waived(), { state: 'open', waiver: null }, 'unwaived'],
    ['a waiver, gone, and a nearer tier', { ...waived(), tier: 14 }, { tier: 7 }, 'unwaived'],
    ['a waiver, the same', waived(), waived(), null],
    ['a waiver without terms, the same', { state: 'waived' }, { state: 'waived' }, null],
    ['a waiver, no terms any more', waived(), { state: 'waived' }, 'waived'],
    ['a waiver, in a baseline instead', waived(), waived({ by: 'baseline' }), 'waived'],
    ['a waiver, until another day', waived(), waived({ until: later }), 'waived'],
    ['a waiver, for another reason', waived(), waived({ reason: 'another' }), 'waived'],
    ['a waiver, by another ticket', waived(), waived({ ticket: 'SEC-2' }), 'waived'],
    ['a waiver, asked for by another', waived(), waived({ requestedBy: 'mona' }), 'waived'],
    ['a waiver, approved by another', waived(), waived({ approvedBy: 'mona' }), 'waived'],
    ['a severity, under a waiver', waived(), { ...waived(), severity: 'high' }, 'severity-raised'],
    ['somebody who sees to it', {}, acknowledged(), 'acknowledged'],
    ['nobody who sees to it any more', acknowledged(), {}, 'unacknowledged'],
    ['the same who sees to it', acknowledged(), acknowledged(), null],
    ['another who sees to it', acknowledged(), acknowledged({ by: 'hubot' }), 'acknowledged'],
    ['when somebody said so', acknowledged(), acknowledged({ at: later }), 'acknowledged'],
  ])('in which this changed: %s', (_, before, after, step) => {
    expect(stepBetween(finding(before), finding(after))).toBe(step);
  });
});
