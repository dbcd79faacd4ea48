import { CREDENTIAL_KINDS, keyOf } from '#core/credential.ts';
import { COMPLIANT, COMPLIANT_REPOSITORY } from '#core/policy/compliant-credential.ts';
import { readPolicyFile } from '#core/policy/policy-file.ts';
import { rules } from '#core/rules/registry.ts';
import { NIGHT } from '#test/builders/items.ts';

/** What a waiver of these is told. */
function issuesOf(rule: string | undefined, match: object) {
  const waiver = {
    rule,
    match: { organisation: 'acme', ...match },
    reason: 'a vendor that cannot renew',
    ticket: 'SEC-1',
    'requested-by': 'mona',
    'approved-by': 'hubot',
    until: '2027-01-31',
  };
  return readPolicyFile({ version: 1, waivers: [waiver] }, NIGHT).issues;
}

describe('the credential that an example is laid over', () => {
  it.each(CREDENTIAL_KINDS)('is one that a waiver can name: %s', (kind) => {
    const credential = keyOf(COMPLIANT[kind]);
    expect(credential).toMatch(new RegExp(`^${kind}:.`));
    const rule = rules.find(({ kinds }) => kinds.includes(kind))?.id;
    expect(issuesOf(rule, { credential })).toStrictEqual([]);
  });

  it('reaches a repository that a waiver can name', () => {
    expect(issuesOf('unused', { repository: COMPLIANT_REPOSITORY.name })).toStrictEqual([]);
  });
});
