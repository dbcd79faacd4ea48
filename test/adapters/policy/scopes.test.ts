import { sha256 } from '#adapters/engine/sha256.ts';
import { readPolicy } from '#adapters/policy/read-policy.ts';
import { orgLogin } from '#core/credential.ts';
import { policyFor } from '#core/policy/policy-for.ts';
import { writtenScope } from '#core/policy/scope-schema.ts';
import { NIGHT } from '#test/builders/items.ts';
import { faultsOf } from '#test/builders/policy-faults.ts';

const says = (rule: string, scope: string) =>
  ['version: 1', 'enterprise:', '  rules:', `    ${rule}: { scope: ${scope} }`].join('\n');

describe('a scope that is wrong is an error with its place', () => {
  it.each([
    ['a word', 'unused', 'everywhere', 'is "everywhere", and must be all.'],
    ['a list', 'unused', '[payments]', 'is a list. Write all, or a mapping of owners and repositories.'],
    ['empty', 'unused', '{}', 'names nothing: write all, or where.'],
    [
      'a key with a slip',
      'unused',
      '{ repositorys: [a] }',
      'is no key that belongs here; there are owners, repositories. Did you mean repositories?',
    ],
    ['a list of none', 'unused', '{ owners: [] }', 'lists 0; it must list at least 1.'],
    [
      'a repository with its owner',
      'unused',
      '{ repositories: [acme/api] }',
      'is no name of a repository, which goes without its owner.',
    ],
    [
      'an owner that is none',
      'unused',
      '{ owners: [a b] }',
      'is no login, such as octocat, which goes without @ and spaces.',
    ],
    [
      'repositories, of a rule about people',
      'owner-without-2fa',
      '{ repositories: [api] }',
      'is no key that belongs here; there are owners.',
    ],
  ])('%s', (_, rule, scope, message) => {
    expect(faultsOf(says(rule, scope))).toEqual([
      expect.stringMatching(new RegExp(`^patrol\\.yaml:4:\\d+: enterprise\\.rules\\.${rule}\\.scope.*`)),
    ]);
    expect(faultsOf(says(rule, scope)).join()).toContain(message);
  });
});

const LAYERS = (organisation: string) => `${says('unused', '{ repositories: [payments, billing] }')}
organisations:
  acme:
    rules:
      unused: ${organisation}
`;

it.each([
  [{ owners: ['octocat'], repositories: null }, { owners: ['octocat'] }],
  [{ owners: null, repositories: ['api'] }, { repositories: ['api'] }],
])('%j is written without the list that is not there', (scope, written) => {
  expect(writtenScope(scope)).toStrictEqual(written);
});

describe('a scope in an organisation', () => {
  it.each([
    ['all', '{ scope: all }', undefined],
    [
      'more repositories',
      '{ scope: { repositories: [payments, Billing, docs] } }',
      ['payments', 'Billing', 'docs'],
    ],
    ['nothing said of it', '{ days: 30 }', ['payments', 'billing']],
    [
      'fewer, aloud',
      '{ scope: { repositories: [payments] }, loosen: true, reason: billing is sold }',
      ['payments'],
    ],
  ])('%s', (_, organisation, repositories) => {
    const options = { source: 'patrol.yaml', today: NIGHT, sha256, runExamples: false };
    const policy = policyFor(
      readPolicy(Buffer.from(LAYERS(organisation)), options),
      orgLogin('acme'),
      sha256,
    );
    expect(policy.rules['unused']?.scope?.repositories).toEqual(repositories);
  });

  it.each([
    ['{ scope: { repositories: [payments] } }', 'all of the repositories payments, billing in its scope'],
    ['{ scope: { owners: [octocat] } }', 'all of the repositories payments, billing in its scope'],
  ])('may not be narrower without a reason: %s', (organisation, wants) => {
    expect(faultsOf(LAYERS(organisation))).toEqual([
      expect.stringContaining(
        `organisations.acme.rules.unused.scope is looser than the enterprise's policy, which wants ${wants}. Tighten it, or add loosen: true with a reason.`,
      ),
    ]);
  });

  it('may not be there where the enterprise has none', () => {
    const policy =
      'version: 1\norganisations: { acme: { rules: { unused: { scope: { owners: [octocat] } } } } }';
    expect(faultsOf(policy)).toEqual([expect.stringContaining('which wants scope: all.')]);
  });
});
