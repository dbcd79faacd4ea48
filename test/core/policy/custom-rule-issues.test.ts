import { readPolicyFile } from '#core/policy/policy-file.ts';
import { customRule } from '#test/builders/custom-rule.ts';
import { NIGHT } from '#test/builders/items.ts';

function issuesOf(...customRules: object[]) {
  return readPolicyFile({ version: 1, enterprise: { rules: {} }, 'custom-rules': customRules }, NIGHT).issues;
}

describe('a rule of a policy', () => {
  it.each<[string, Parameters<typeof customRule>[0], string, string]>([
    ['names a kind twice', { kinds: ['ssh-key', 'deploy-key', 'ssh-key'] }, 'kinds', 'names a kind twice.'],
    [
      'is called what every object has of itself',
      { id: 'constructor' },
      'id',
      'cannot name a rule; choose another.',
    ],
    [
      'is called what Patrol has',
      { id: 'never-expires' },
      'id',
      'is the id of a rule that Patrol has; choose another.',
    ],
  ])('is wrong where it %s', (_, overrides, key, message) => {
    expect(issuesOf(customRule(overrides))).toStrictEqual([
      { path: ['custom-rules', 0, key], at: 'value', message, unknown: null },
    ]);
  });

  it('is wrong where it is called like an earlier one, and right beside any other', () => {
    expect(issuesOf(customRule(), customRule({ id: 'named-too' }), customRule())).toStrictEqual([
      {
        path: ['custom-rules', 2, 'id'],
        at: 'value',
        message: 'is the id of another rule in this file.',
        unknown: null,
      },
    ]);
  });
});
