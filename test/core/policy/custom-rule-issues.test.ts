import { CREDENTIAL_KINDS } from '#core/credential.ts';
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

describe('an example of a rule', () => {
  const KINDS = CREDENTIAL_KINDS.join(', ');

  it.each<[string, unknown, object]>([
    [
      'its kind misspelt',
      { kind: 'clasic-token' },
      {
        path: ['kind'],
        at: 'value',
        message: `is "clasic-token", and must be one of ${KINDS}.`,
        unknown: { word: 'clasic-token', known: [...CREDENTIAL_KINDS] },
      },
    ],
    [
      'a number for its kind',
      { kind: 7 },
      { path: ['kind'], at: 'value', message: `is 7, and must be one of ${KINDS}.`, unknown: null },
    ],
    ['no kind', {}, { path: ['kind'], at: 'key', message: 'is missing.', unknown: null }],
    [
      'a word for the whole',
      'classic-token',
      { path: [], at: 'value', message: 'is "classic-token", where a mapping belongs.', unknown: null },
    ],
    [
      'a number for its owner',
      { kind: 'classic-token', owner: 583_231 },
      {
        path: ['owner'],
        at: 'value',
        message: 'is 583231. Write a login, or a mapping of id and login.',
        unknown: null,
      },
    ],
    [
      'half an owner',
      { kind: 'classic-token', owner: { login: 'octocat' } },
      { path: ['owner', 'id'], at: 'key', message: 'is missing.', unknown: null },
    ],
  ])('is wrong with %s', (_, credential, { path, ...rest }: { path?: string[] }) => {
    const examples = [{ expect: 'pass', credential }];
    const whole = ['custom-rules', 0, 'examples', 0, 'credential', ...(path ?? [])];
    expect(issuesOf(customRule({ examples }))).toStrictEqual([{ path: whole, ...rest }]);
  });
});
