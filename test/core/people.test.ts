import { mayPress, type People, personInSlack, personOfLogin } from '#core/people.ts';
import { readPolicyFile } from '#core/policy/policy-file.ts';
import { NIGHT } from '#test/builders/items.ts';
import { faultsOf } from '#test/builders/policy-faults.ts';

const written = {
  Octocat: { slack: 'U012ABCDEF', may: ['acknowledge', 'snooze'] },
  hubot: { slack: 'W034GHIJKL' },
};

function peopleOf(section: object): People {
  const { file } = readPolicyFile({ version: 1, people: section }, NIGHT);
  return file?.people ?? [];
}

describe('the people of a policy', () => {
  const people = peopleOf(written);

  it.each<[string, string | undefined]>([
    ['octocat', 'U012ABCDEF'],
    ['HUBOT', 'W034GHIJKL'],
    ['mona', undefined],
    ['__proto__', undefined],
  ])('%s of GitHub is %s in Slack', (login, slack) => {
    expect(personOfLogin(people, login)?.slack).toBe(slack);
  });

  it.each<[string, string | undefined, boolean]>([
    ['U012ABCDEF', 'Octocat', true],
    ['W034GHIJKL', 'hubot', false],
    ['u012abcdef', undefined, false],
    ['U999999999', undefined, false],
  ])('%s of Slack is %s, and may snooze: %s', (slack, login, may) => {
    const person = personInSlack(people, slack);
    expect(person?.login).toBe(login);
    expect(person !== null && mayPress(person, 'snooze')).toBe(may);
  });
});

describe('a policy whose people are wrong says where', () => {
  it.each<[string, string, string]>([
    [
      'a name in place of an id',
      'octocat: { slack: "@octocat" }',
      '3:21: people.octocat.slack is no id of a Slack user, such as U012ABCDEF: Copy member ID in the profile’s menu.',
    ],
    [
      'a Slack user twice',
      'octocat: { slack: U012ABCDEF }\n  hubot: { slack: U012ABCDEF }',
      '4:19: people.hubot.slack is the Slack user of octocat; one Slack user is one person.',
    ],
    [
      'a login twice',
      'octocat: { slack: U012ABCDEF }\n  OctoCat: { slack: U034GHIJKL }',
      '4:12: people.OctoCat is octocat once more: logins ignore case.',
    ],
    [
      'a button that there is not',
      'octocat: { slack: U012ABCDEF, may: [snoze] }',
      '3:39: people.octocat.may[0] is "snoze", and must be one of acknowledge, snooze. Did you mean snooze?',
    ],
    ['nobody in Slack', 'octocat: { may: [snooze] }', '3:3: people.octocat.slack is missing.'],
    [
      'a key too many',
      'octocat: { slack: U012ABCDEF, can: [snooze] }',
      '3:33: people.octocat.can is no key that belongs here; there are slack, may. Did you mean may?',
    ],
    [
      'no login',
      '"octo cat": { slack: U012ABCDEF }',
      '3:3: people.octo cat is no login, such as octocat, which goes without @ and spaces.',
    ],
  ])('%s', (_, lines, fault) => {
    expect(faultsOf(`version: 1\npeople:\n  ${lines}\n`)).toEqual([`patrol.yaml:${fault}`]);
  });
});

it('a route to the owner alone is refused: somebody must hear of whom nobody can reach', () => {
  const route = (to: string) => `version: 1\nroutes:\n  - { name: theirs, to: ${to} }\n`;
  expect(faultsOf(route('[owner]'))).toEqual([
    'patrol.yaml:3:25: routes[0].to leads to the owner alone: name a channel as well, for whoever cannot be reached.',
  ]);
  expect(faultsOf(route('[owner, sns]'))).toEqual([]);
});
