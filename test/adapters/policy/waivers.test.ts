import { faultsOf } from '#test/builders/policy-faults.ts';

const RIGHT = {
  rule: 'never-expires',
  match: '{ organisation: acme, credential: "fine-grained-token:101001" }',
  reason: 'a vendor that cannot renew',
  ticket: 'SEC-1',
  'requested-by': 'octocat',
  'approved-by': 'hubot',
  until: '2027-05-21',
};

/** A policy of waivers that are right but for what is said of each. */
function policy(...waivers: Partial<Record<keyof typeof RIGHT, string>>[]): string {
  const items = waivers.map((overrides) =>
    Object.entries({ ...RIGHT, ...overrides })
      .map(([key, value], index) => `${index === 0 ? '  - ' : '    '}${key}: ${value}`)
      .join('\n'),
  );
  return `version: 1\nwaivers:\n${items.join('\n')}\n`;
}

describe('a waiver is right', () => {
  it.each<[string, Parameters<typeof policy>]>([
    ['until 180 days ahead', [{}]],
    ['that has lapsed', [{ until: '2020-02-29' }]],
    ['for an owner', [{ match: '{ organisation: acme, owner: "dependabot[bot]" }' }]],
    ['for a repository', [{ match: '{ organisation: acme, repository: .github }' }]],
    ['for a whole organisation', [{ match: '{ organisation: acme }' }]],
    ['for a classic token', [{ match: '{ organisation: acme, credential: classic-token:1 }' }]],
    ['beside one of another rule', [{}, { rule: 'critical-permission' }]],
    [
      'beside one of another credential',
      [{}, { match: '{ organisation: acme, credential: fine-grained-token:2 }' }],
    ],
    [
      'beside one of another organisation',
      [{}, { match: '{ organisation: beta, credential: "fine-grained-token:101001" }' }],
    ],
  ])('%s', (_, waivers) => {
    expect(faultsOf(policy(...waivers))).toEqual([]);
  });
});

describe('a waiver is wrong', () => {
  it.each<[string, Parameters<typeof policy>, string]>([
    [
      'until 181 days ahead',
      [{ until: '2027-05-22' }],
      'patrol.yaml:9:12: waivers[0].until is 2027-05-22; it must be at most 180 days ahead, which is 2027-05-21 today.',
    ],
    [
      'until a day that does not exist',
      [{ until: '2027-02-29' }],
      'patrol.yaml:9:12: waivers[0].until is no day that exists; one is written as 2027-01-31.',
    ],
    [
      'until an instant',
      [{ until: '2027-02-28T00:00:00Z' }],
      'patrol.yaml:9:12: waivers[0].until is no day that exists; one is written as 2027-01-31.',
    ],
    [
      'until a number',
      [{ until: '20270228' }],
      'patrol.yaml:9:12: waivers[0].until is 20270228, where text belongs.',
    ],
    [
      'approved by who asked',
      [{ 'approved-by': 'OctoCat' }],
      'patrol.yaml:8:18: waivers[0].approved-by is OctoCat, who asked: another person must approve.',
    ],
    [
      'approved by the owner',
      [{ match: '{ organisation: acme, owner: Hubot }' }],
      'patrol.yaml:8:18: waivers[0].approved-by is hubot, who owns what is excused: another person must approve.',
    ],
    [
      'from a rule that is not there',
      [{ rule: 'never-expire' }],
      'patrol.yaml:3:11: waivers[0].rule is "never-expire", and there is no such rule. Did you mean never-expires?',
    ],
    [
      'of a kind its rule does not judge',
      [{ match: '{ organisation: acme, credential: "deploy-key:1:2" }' }],
      'patrol.yaml:4:46: waivers[0].match.credential is a deploy-key, and the rule never-expires judges fine-grained-token, classic-token only.',
    ],
    [
      'of a kind that is not there',
      [{ match: '{ organisation: acme, credential: "pat:1" }' }],
      'patrol.yaml:4:46: waivers[0].match.credential is no credential, which is KIND:ID, such as fine-grained-token:101001.',
    ],
    [
      'without an organisation',
      [{ match: '{ owner: octocat }' }],
      'patrol.yaml:4:5: waivers[0].match.organisation is missing.',
    ],
    [
      'with a reason still to be written',
      [{ reason: '"TODO: why"' }],
      'patrol.yaml:5:13: waivers[0].reason still has its placeholder: write what belongs here.',
    ],
    [
      'from a rule that is no text, of which nothing else is said',
      [{ rule: '7' }],
      'patrol.yaml:3:11: waivers[0].rule is 7. Write the id of a rule.',
    ],
    [
      'still to be approved, of which nothing else is said',
      [{ 'approved-by': 'TODO', match: '{ organisation: acme }' }],
      'patrol.yaml:8:18: waivers[0].approved-by still has its placeholder: write what belongs here.',
    ],
    [
      'for a repository with its owner',
      [{ match: '{ organisation: acme, repository: acme/docs }' }],
      'patrol.yaml:4:46: waivers[0].match.repository is no name of a repository, which goes without its owner.',
    ],
    ['with an empty reason', [{ reason: '" "' }], 'patrol.yaml:5:13: waivers[0].reason is empty.'],
    [
      'given twice',
      [{}, { match: '{ organisation: ACME, credential: "fine-grained-token:101001" }' }],
      'patrol.yaml:10:5: waivers[1] excuses the same as waivers[0]. Keep one of the two.',
    ],
    [
      'contradicted by another',
      [{}, { until: '2027-01-01' }],
      'patrol.yaml:10:5: waivers[1] excuses the same as waivers[0], until another day. Keep one of the two.',
    ],
  ])('%s', (_, waivers, fault) => {
    expect(faultsOf(policy(...waivers))).toEqual([fault]);
  });

  it('each time it is given again, beside others that are not', () => {
    const other = { rule: 'unused' };
    expect(faultsOf(policy({}, other, {}, other, { until: '2027-01-01' }))).toEqual([
      'patrol.yaml:17:5: waivers[2] excuses the same as waivers[0]. Keep one of the two.',
      'patrol.yaml:24:5: waivers[3] excuses the same as waivers[1]. Keep one of the two.',
      'patrol.yaml:31:5: waivers[4] excuses the same as waivers[0], until another day. Keep one of the two.',
    ]);
  });

  it('together with all the others', () => {
    expect(
      faultsOf(policy({ until: '2027-02-30' }, { 'approved-by': 'octocat' }, { reason: 'TODO' })),
    ).toHaveLength(3);
  });

  it('in several of its keys, each of which is told', () => {
    const all = {
      rule: 'never-expire',
      match: '{ credential: "person:1" }',
      'approved-by': 'Octocat',
      until: '2027-05-22',
    };
    expect(faultsOf(policy(all))).toEqual([
      'patrol.yaml:3:11: waivers[0].rule is "never-expire", and there is no such rule. Did you mean never-expires?',
      'patrol.yaml:4:5: waivers[0].match.organisation is missing.',
      'patrol.yaml:8:18: waivers[0].approved-by is Octocat, who asked: another person must approve.',
      'patrol.yaml:9:12: waivers[0].until is 2027-05-22; it must be at most 180 days ahead, which is 2027-05-21 today.',
    ]);
  });
});
