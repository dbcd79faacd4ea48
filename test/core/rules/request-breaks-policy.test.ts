import type { InventoryItem, TokenRequest } from '#core/credential.ts';
import { evaluate } from '#core/evaluate.ts';
import { BUILT_IN_POLICY, type RuleSettings } from '#core/policy/policy.ts';
import { RULE_DEFAULTS } from '#core/policy/rule-settings.ts';
import { rules } from '#core/rules/registry.ts';
import { requestBreaksPolicy } from '#core/rules/request-breaks-policy.ts';
import { scanFacts, snapshotOf } from '#test/builders/facts.ts';
import { NIGHT, person, tokenRequest } from '#test/builders/items.ts';
import { judgeByDefault } from '#test/builders/judge-by-default.ts';

/** With every other rule at work, as in a scan. */
function judged(
  overrides: Partial<TokenRequest>,
  policy: Readonly<Record<string, RuleSettings>> = {},
  around: readonly InventoryItem[] = [person()],
) {
  const items = [tokenRequest(overrides), ...around];
  const context = { policy: { ...BUILT_IN_POLICY, rules: policy }, now: NIGHT, facts: scanFacts({ items }) };
  const judgements = evaluate(snapshotOf(items), rules, context);
  return judgements.find(({ rule }) => rule === requestBreaksPolicy)?.verdict;
}

const members = { organization: { members: 'write' } };

describe('request-breaks-policy', () => {
  it.each<[string, Partial<TokenRequest>, string | undefined]>([
    ['nothing that is not allowed', {}, undefined],
    ['a token without end', { expiresAt: 'never' }, 'never-expires'],
    ['a critical permission', { permissions: members }, 'critical-permission'],
    ['both', { permissions: members, expiresAt: 'never' }, 'critical-permission, never-expires'],
    ['both, for a token that expired now', { permissions: members, expiresAt: NIGHT }, undefined],
  ])('a request for %s', (_, overrides, named) => {
    const verdict = judged(overrides);
    if (named === undefined) expect(verdict).toBeUndefined();
    else
      expect(verdict).toMatchObject({ message: expect.stringContaining(`once approved it fails ${named}.`) });
  });

  it('is as loud as the gravest of them', () => {
    expect(judged({ expiresAt: 'never' })).toMatchObject({ severity: 'medium' });
    expect(judged({ expiresAt: 'never', permissions: members })).toMatchObject({ severity: 'critical' });
  });

  it('keeps to the policy for tokens: what is off is not broken', () => {
    const off: RuleSettings = { ...RULE_DEFAULTS, enabled: false };
    expect(judged({ expiresAt: 'never' }, { 'never-expires': off })).toBeUndefined();
    const loud: RuleSettings = { ...RULE_DEFAULTS, severity: 'high' };
    expect(judged({ expiresAt: 'never' }, { 'never-expires': loud })).toMatchObject({ severity: 'high' });
  });

  it('asks the rules about people, too, and tells what would be approved', () => {
    const outside = [person({ role: 'outside-collaborator' })];
    expect(judged({}, {}, outside)).toEqual({
      outcome: 'fail',
      severity: 'medium',
      tier: null,
      message:
        'The request for the fine-grained token "metrics reader" of octocat asks for what the policy does not allow: once approved it fails owner-is-outside-collaborator.',
      remedy:
        'An organisation owner: deny it, and say what would be approved: credentials belong to members, not to outside collaborators.',
    });
  });

  it('tells all that would be approved', () => {
    expect(judged({ expiresAt: 'never', permissions: members })).toMatchObject({
      remedy: expect.stringMatching(/: deny it, and say what would be approved: [^;]+; [^;]+\.$/),
    });
  });

  it('passes where no rule objects', () => {
    expect(judgeByDefault(requestBreaksPolicy, tokenRequest()).outcome).toBe('pass');
  });
});
