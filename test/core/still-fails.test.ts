import type { InventoryItem } from '#core/credential.ts';
import type { Limits } from '#core/finding.ts';
import { plusDays } from '#core/instant.ts';
import { BUILT_IN_POLICY } from '#core/policy/policy.ts';
import type { Rule } from '#core/rules/rule.ts';
import { unused } from '#core/rules/unused.ts';
import { failsByItsLimits } from '#core/still-fails.ts';
import { scanFacts, snapshotOf } from '#test/builders/facts.ts';
import { finding, fineGrainedToken, NIGHT } from '#test/builders/items.ts';

const lastUsed = (daysAgo: number) => [fineGrainedToken({ lastUsedAt: plusDays(NIGHT, -daysAgo) })];
/** By the policy of tonight nothing of it fails. */
const policy = {
  ...BUILT_IN_POLICY,
  rules: { unused: { enabled: false, severity: null, options: { days: 365 }, kinds: {} } },
};

it.each<[string, InventoryItem[], readonly Rule[], Limits | null, boolean]>([
  ['is as it was, by limits that were stricter', lastUsed(70), [unused], { days: 60 }, true],
  ['is used again', lastUsed(1), [unused], { days: 60 }, false],
  ['is unused, but not by the limits of then', lastUsed(70), [unused], { days: 80 }, false],
  ['is unused, by limits that nobody kept', lastUsed(300), [unused], null, false],
  ['is there no more', [], [unused], { days: 60 }, false],
  ['is of a rule that is no more', lastUsed(70), [], { days: 60 }, false],
])(
  'whether a finding would still fail by its limits, whose token %s',
  (_, items, rules, limits, expected) => {
    const context = { policy, now: NIGHT, facts: scanFacts({ items }) };
    const stillFails = failsByItsLimits(snapshotOf(items), rules, context);
    expect(stillFails(finding({ rule: 'unused', limits }))).toBe(expected);
  },
);
