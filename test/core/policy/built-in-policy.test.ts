import { BUILT_IN_POLICY } from '#core/policy/policy.ts';

it('without a policy file nothing is set, added or excused, and records call that built-in-3', () => {
  expect(BUILT_IN_POLICY).toStrictEqual({
    version: 'built-in-3',
    rules: {},
    customRules: [],
    waivers: [],
    baseline: null,
    retention: { snapshotDays: 400, historyDays: 2557 },
  });
});
