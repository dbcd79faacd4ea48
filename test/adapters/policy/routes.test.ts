import { faultsOf } from '#test/builders/policy-faults.ts';

const policy = (keys: string) => `version: 1\nroutes:\n  - { name: all, to: [sns], ${keys} }\n`;

describe('a route is wrong', () => {
  it.each<[string, string, string]>([
    [
      'to a channel without its mark',
      'version: 1\nroutes:\n  - { name: all, to: [sns, security] }\n',
      '3:28: routes[0].to[1] is no channel; there are sns, slack, slack:#name and owner.',
    ],
    [
      'to nobody',
      'version: 1\nroutes:\n  - { name: all, to: [] }\n',
      '3:22: routes[0].to lists 0; it must list at least 1.',
    ],
    [
      'for a rule that is not there',
      policy('rules: [unsed]'),
      '3:37: routes[0].rules[0] is "unsed", and is none of the 27 that may stand here; patrol policy show lists them. Did you mean unused?',
    ],
    [
      'for a login that is none',
      policy('owners: [octocat, "octo cat"]'),
      '3:47: routes[0].owners[1] is no login, such as octocat, which goes without @ and spaces.',
    ],
    [
      'with reminders for yes',
      policy('reminders: true'),
      '3:40: routes[0].reminders is true, and must be one of on, off.',
    ],
    [
      'quiet for seven days',
      policy(
        'quiet: { time-zone: UTC, days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday] }',
      ),
      '3:60: routes[0].quiet.days lists 7; it must list at most 6.',
    ],
    [
      'quiet from an hour that there is not',
      policy('quiet: { time-zone: UTC, hours: 24:00-08:00 }'),
      '3:61: routes[0].quiet.hours is no span of hours, such as 20:00-08:00.',
    ],
    [
      'quiet in a zone that there is not',
      policy('quiet: { time-zone: Europe/Pari, days: [sunday] }'),
      '3:49: routes[0].quiet.time-zone is no time zone, such as Europe/Paris.',
    ],
    ['quiet nowhere', policy('quiet: { days: [sunday] }'), '3:29: routes[0].quiet.time-zone is missing.'],
  ])('%s', (_, text, fault) => {
    expect(faultsOf(text).map((each) => each.replace('patrol.yaml:', ''))).toStrictEqual([fault]);
  });
});
