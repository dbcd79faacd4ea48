import { readPolicyFile } from '#core/policy/policy-file.ts';
import { customRule } from '#test/builders/custom-rule.ts';
import { NIGHT } from '#test/builders/items.ts';

/** What is left of a file once it is read, without its version. */
function read(raw: object): unknown {
  const { file, issues } = readPolicyFile({ version: 1, ...raw }, NIGHT);
  if (file === null) return issues;
  const { version: _, ...sections } = file;
  return sections;
}

describe('what a policy says is kept as it says it', () => {
  it('of people, who may press nothing where that is left out', () => {
    const people = {
      octocat: { slack: 'U012ABCDEF' },
      hubot: { slack: 'W012ABCDEF', may: ['snooze', 'acknowledge'] },
    };
    expect(read({ people })).toStrictEqual({
      people: [
        { login: 'octocat', slack: 'U012ABCDEF', may: [] },
        { login: 'hubot', slack: 'W012ABCDEF', may: ['snooze', 'acknowledge'] },
      ],
    });
  });

  it('of a route, and where it says nothing it takes everything and reminds', () => {
    expect(read({ routes: [{ name: 'all', to: ['sns'] }] })).toStrictEqual({
      routes: [
        {
          name: 'all',
          to: ['sns'],
          severity: 'low',
          rules: null,
          organisations: null,
          kinds: null,
          owners: null,
          reminders: true,
          quiet: null,
        },
      ],
    });
  });

  it('of a route that says all there is to say', () => {
    const said = {
      name: 'keys',
      to: ['owner', 'slack:#security', 'slack:C012ABCDEF'],
      severity: 'high',
      rules: ['unused'],
      organisations: ['acme'],
      kinds: ['ssh-key', 'person'],
      owners: ['octocat', 'dependabot[bot]'],
    };
    const quiet = { hours: '20:00-08:30', 'time-zone': 'Europe/Paris' };
    expect(read({ routes: [{ ...said, reminders: 'off', quiet }] })).toStrictEqual({
      routes: [
        {
          ...said,
          reminders: false,
          quiet: { days: [], hours: { from: '20:00', to: '08:30' }, timeZone: 'Europe/Paris' },
        },
      ],
    });
  });

  it('of quiet days without hours, and of reminders that are on', () => {
    const quiet = { days: ['saturday', 'sunday'], 'time-zone': 'UTC' };
    expect(read({ routes: [{ name: 'all', to: ['sns'], reminders: 'on', quiet }] })).toMatchObject({
      routes: [{ reminders: true, quiet: { days: ['saturday', 'sunday'], hours: null, timeZone: 'UTC' } }],
    });
  });

  it('of a waiver for a repository, and of one for a credential of an owner', () => {
    const match = { organisation: 'acme', repository: 'docs' };
    const words = {
      rule: 'never-expires',
      reason: 'a vendor that cannot renew',
      ticket: 'SEC-1',
      'requested-by': 'octocat',
      'approved-by': 'hubot',
      until: '2027-05-21',
    };
    const kept = {
      rule: 'never-expires',
      match: { organisation: 'acme', credential: null, owner: null, repository: 'docs' },
      reason: 'a vendor that cannot renew',
      ticket: 'SEC-1',
      requestedBy: 'octocat',
      approvedBy: 'hubot',
      until: '2027-05-21T23:59:59Z',
    };
    const other = { organisation: 'acme', credential: 'classic-token:1', owner: 'dependabot[bot]' };
    const waivers = [
      { ...words, match },
      { ...words, match: other },
    ];
    expect(read({ waivers })).toStrictEqual({
      waivers: [kept, { ...kept, match: { ...other, repository: null } }],
    });
  });

  it('of baselines, one with its own reason and approval and one without', () => {
    const findings = { unused: ['classic-token:1', 'ssh-key:2'], 'never-expires': [] };
    const baseline = {
      acme: { until: '2027-03-31', reason: 'the old pipelines', 'approved-by': 'hubot', findings },
      Beta: { until: '2027-02-28', findings: {} },
    };
    expect(read({ baseline })).toStrictEqual({
      baseline: {
        acme: {
          organisation: 'acme',
          until: '2027-03-31T23:59:59Z',
          reason: 'the old pipelines',
          approvedBy: 'hubot',
          findings,
        },
        Beta: {
          organisation: 'Beta',
          until: '2027-02-28T23:59:59Z',
          reason: 'There before Patrol was switched on',
          approvedBy: null,
          findings: {},
        },
      },
    });
  });

  it.each([
    [{}, { snapshotDays: 400, historyDays: 2557 }],
    [
      { snapshots: 1, history: 30 },
      { snapshotDays: 1, historyDays: 30 },
    ],
  ])('of how long things are kept: %j', (retention, kept) => {
    expect(read({ retention })).toStrictEqual({ retention: kept });
  });

  it('of rules of its own, any number of them', () => {
    const said = [customRule(), customRule({ id: 'named-too', kinds: ['ssh-key', 'deploy-key'] })];
    expect(read({ 'custom-rules': said })).toStrictEqual({
      'custom-rules': said.map((each) => ({ ...each, examples: [] })),
    });
  });
});
