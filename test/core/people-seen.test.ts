import type { Owner, Person } from '#core/credential.ts';
import { PeopleSeen } from '#core/people-seen.ts';
import { owner, person } from '#test/builders/items.ts';

const mona = person({ id: '1', owner: owner('Mona', 1) });
const hubot = person({ id: '2', owner: owner('hubot', 2) });
/** GitHub gave a number and nothing else. */
const nameless = person({ id: '3', owner: null });

function seen(): PeopleSeen {
  const people = new PeopleSeen();
  for (const each of [nameless, mona, hubot]) people.add(each);
  return people;
}

it.each<[string, Owner, Person | undefined]>([
  ['by number', { id: 2, login: 'hubot' }, hubot],
  ['by number, whatever their login is now', { id: 1, login: 'renamed' }, mona],
  ['by number, though GitHub tells no login', { id: 3, login: 'ghost' }, nameless],
  ['not by a number that nobody has, whatever the login', { id: 4, login: 'mona' }, undefined],
  ['by login, where there is no number', { id: null, login: 'hubot' }, hubot],
  ['by login, in any case', { id: null, login: 'mONA' }, mona],
  ['not by a login that nobody has', { id: null, login: 'ghost' }, undefined],
])('people are found %s', (_, by, expected) => {
  expect(seen().find(by)).toBe(expected);
});

it('people are counted by number', () => {
  const people = seen();
  people.add(mona);
  expect(people.size).toBe(3);
});
