import { CREDENTIAL_KINDS, type CredentialKind, keyOf } from '#core/credential.ts';
import { evaluate } from '#core/evaluate.ts';
import { COMPLIANT, COMPLIANT_REPOSITORY, EXAMPLE_NIGHT } from '#core/policy/compliant-credential.ts';
import { BUILT_IN_POLICY } from '#core/policy/policy.ts';
import { readPolicyFile } from '#core/policy/policy-file.ts';
import { rules } from '#core/rules/registry.ts';
import { scanFacts, snapshotOf } from '#test/builders/facts.ts';
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

/** The rules of Patrol that it fails on the night of examples. */
function failedBy(kind: CredentialKind): string[] {
  const items = [COMPLIANT[kind]];
  const context = {
    policy: BUILT_IN_POLICY,
    now: EXAMPLE_NIGHT,
    facts: scanFacts({ now: EXAMPLE_NIGHT, items }),
  };
  return evaluate(snapshotOf(items), rules, context).flatMap(({ rule, verdict }) =>
    verdict.outcome === 'fail' ? [rule.id] : [],
  );
}

/** What is said nowhere within: texts, lists and mappings that are empty. */
function emptyIn(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return value === '' ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  const within = Object.entries(value);
  return within.length === 0 ? [path] : within.flatMap(([key, each]) => emptyIn(each, `${path}.${key}`));
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

  it.each<[CredentialKind, string[]]>([
    ['fine-grained-token', ['expires-soon']],
    ['classic-token', ['classic-replaceable', 'expires-soon']],
    ['ssh-key', ['expires-soon']],
    ['oauth-token', ['expires-soon']],
    ['app-user-token', ['expires-soon']],
    ['app-installation', []],
    ['deploy-key', []],
    ['unrecognised', ['expires-soon', 'unrecognised-permission']],
  ])('has little to be said against: %s', (kind, failed) => {
    expect(failedBy(kind)).toStrictEqual(failed);
  });

  it('is in force, and nobody doubts it', () => {
    expect(COMPLIANT['fine-grained-token']).toMatchObject({ expired: false });
    expect(COMPLIANT['deploy-key']).toMatchObject({ readOnly: true, verified: true, enabled: true });
    expect(COMPLIANT['classic-token']).toMatchObject({ stableId: true });
  });

  it('says all there is to say, so that a condition is unknown only for what an example leaves open', () => {
    expect(emptyIn(COMPLIANT)).toStrictEqual(['.app-user-token.scopes']);
  });
});
