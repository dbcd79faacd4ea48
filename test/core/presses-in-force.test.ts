import fc from 'fast-check';
import { sha256 } from '#adapters/engine/sha256.ts';
import { evaluate } from '#core/evaluate.ts';
import type { Finding } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { BUILT_IN_POLICY } from '#core/policy/policy.ts';
import type { Pressed } from '#core/pressed.ts';
import { rules } from '#core/rules/registry.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { transitionsOf } from '#core/transitions.ts';
import type { Waiver } from '#core/waiver.ts';
import { scanFacts, snapshotOf } from '#test/builders/facts.ts';
import { fineGrainedToken, NIGHT } from '#test/builders/items.ts';
import { pressed } from '#test/builders/pressed.ts';
import { ACME } from '#test/builders/scan-input.ts';
import { waiver } from '#test/builders/waivers.ts';

const EXPIRES_SOON = rules.filter(({ id }) => id === 'expires-soon');

interface Night {
  readonly day: number;
  /** The day it expires on. */
  readonly end: number;
  /** Its list was refused: it is kept as it was seen before. */
  readonly refused?: boolean;
}

interface After {
  readonly step: string;
  readonly finding: Finding | undefined;
}

/** One token, night by night, judged by one rule. */
function nights(
  all: readonly Night[],
  presses: readonly Pressed[] = [],
  waivers: readonly Waiver[] = [],
): After[] {
  let findings: readonly Finding[] = [];
  let previous: Snapshot = new Map();
  const policy = { ...BUILT_IN_POLICY, waivers };
  return all.map(({ day, end, refused = false }) => {
    const scan = plusDays(NIGHT, day);
    const item = fineGrainedToken({ expiresAt: plusDays(NIGHT, end), lastUsedAt: NIGHT });
    const current = snapshotOf([item], refused ? NIGHT : scan);
    const facts = scanFacts({ now: scan, items: [item], findings });
    const transitions = transitionsOf({
      org: ACME,
      scan,
      findings,
      presses,
      judgements: refused ? [] : evaluate(current, EXPIRES_SOON, { policy, now: scan, facts }),
      rules: EXPIRES_SOON,
      policy,
      stillFails: () => false,
      previous,
      current,
      readings: new Map([['fine-grained-tokens', { status: refused ? 'refused' : 'complete' }]]),
      sha256,
    });
    previous = current;
    findings = [...findings, ...transitions.map(({ finding }) => finding)].slice(-1);
    return { step: transitions.map(({ kind }) => kind).join(), finding: findings[0] };
  });
}

const steps = (all: readonly After[]): string[] => all.map(({ step }) => step);
const calm = (...days: number[]): Night[] => days.map((day) => ({ day, end: 29 }));
const [opened] = nights(calm(0));
const id = opened?.finding?.id as Finding['id'];
const at = plusDays(NIGHT, 0.4);
const { severity, tier } = opened?.finding ?? { severity: 'low', tier: null };
const acknowledged = pressed({ finding: id, severity, tier, at });
const snoozed = pressed({ press: 'snooze', finding: id, severity, tier, at });

describe('what people pressed', () => {
  it('a snooze excuses from the next scan on, with name and day, and opens by itself', () => {
    const all = nights(calm(0, 1, 7, 8), [snoozed]);
    expect(steps(all)).toEqual(['opened', 'waived', '', 'unwaived']);
    expect(all[1]?.finding).toMatchObject({
      state: 'waived',
      waiver: { by: 'snooze', approvedBy: 'octocat', until: '2026-11-29T23:59:59Z' },
    });
    expect(all[3]?.finding).toMatchObject({ state: 'open', waiver: null, since: plusDays(NIGHT, 8) });
  });

  it('a snooze ends when the finding gets more severe, and holds while nothing can be seen', () => {
    const dayByDay = [...calm(0, 1), { day: 2, end: 29, refused: true }, { day: 3, end: 9 }];
    expect(steps(nights(dayByDay, [snoozed]))).toEqual(['opened', 'waived', '', 'unwaived']);
  });

  it('a snooze comes after what the policy excuses', () => {
    const forGood = waiver({ rule: 'expires-soon', until: plusDays(NIGHT, 90) }, { owner: 'octocat' });
    const [, second] = nights(calm(0, 1), [snoozed], [forGood]);
    expect(second?.finding?.waiver?.by).toBe('waiver');
  });

  it('an acknowledgement holds until the finding is more urgent, and is a step in its life', () => {
    const dayByDay = [...calm(0, 1, 2), { day: 3, end: 9 }];
    const all = nights(dayByDay, [acknowledged]);
    expect(steps(all)).toEqual(['opened', 'acknowledged', '', 'tier-raised']);
    expect(all.map(({ finding }) => finding?.acknowledged)).toEqual([
      null,
      { by: 'octocat', at },
      { by: 'octocat', at },
      null,
    ]);
  });

  it('an acknowledgement of a former life says nothing of this one', () => {
    const dayByDay = [...calm(0), { day: 1, end: 90 }, ...calm(2)];
    expect(steps(nights(dayByDay, [acknowledged]))).toEqual(['opened', 'resolved', 'reopened']);
    const again = nights([...dayByDay, ...calm(3)], [acknowledged]);
    expect(again[3]?.finding?.acknowledged).toBeNull();
  });

  it('is not seen by a scan of before', () => {
    const late = [
      { ...acknowledged, at: plusDays(NIGHT, 5) },
      { ...snoozed, at: plusDays(NIGHT, 5) },
    ];
    expect(steps(nights(calm(0, 1, 2), late))).toEqual(['opened', '', '']);
  });

  it('never adds a finding', () => {
    const press = fc.record({
      kind: fc.constantFrom('acknowledge' as const, 'snooze' as const),
      day: fc.integer({ min: 0, max: 6 }),
      severity: fc.constantFrom('low' as const, 'medium' as const, 'critical' as const),
    });
    const ends = fc.array(fc.integer({ min: 6, max: 45 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(ends, fc.array(press, { maxLength: 4 }), (each, all) => {
        const dayByDay = each.map((end, day) => ({ day, end }));
        const presses = all.map(({ day, kind, severity: then }) =>
          pressed({ press: kind, finding: id, severity: then, at: plusDays(NIGHT, day) }),
        );
        const openIn = (played: readonly After[]) => played.map(({ finding }) => finding?.state === 'open');
        const without = openIn(nights(dayByDay));
        expect(openIn(nights(dayByDay, presses)).every((isOpen, index) => !isOpen || without[index])).toBe(
          true,
        );
      }),
      { numRuns: 50 },
    );
  });
});
