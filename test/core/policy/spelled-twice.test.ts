import { spelledTwice } from '#core/policy/spelled-twice.ts';

const once = (section: string, login: string, first: string) => ({
  path: [section, login],
  at: 'key',
  message: `is ${first} once more: logins ignore case. Make one of the two.`,
  unknown: null,
});
const all = (...logins: string[]) => Object.fromEntries(logins.map((login) => [login, {}]));

describe('logins that are the same but for their case', () => {
  it.each<[string, unknown, object[]]>([
    [
      'are the later ones, at their key',
      { organisations: all('Acme', 'acme') },
      [once('organisations', 'acme', 'Acme')],
    ],
    [
      'are each named with the first',
      { organisations: all('acme', 'beta', 'ACME', 'Acme') },
      [once('organisations', 'ACME', 'acme'), once('organisations', 'Acme', 'acme')],
    ],
    [
      'are looked for in baselines, too, and behind organisations',
      { baseline: all('Beta', 'beta'), organisations: all('acme', 'ACME') },
      [once('organisations', 'ACME', 'acme'), once('baseline', 'beta', 'Beta')],
    ],
    ['are none in two sections', { baseline: all('Acme'), organisations: all('acme') }, []],
    ['are none that merely begin alike', { organisations: all('acme', 'acme-labs') }, []],
    ['are none that capitals alone make equal', { organisations: all('strasse', 'straße') }, []],
    [
      'are found though another section is no mapping',
      { baseline: 'none', organisations: all('acme', 'ACME') },
      [once('organisations', 'ACME', 'acme')],
    ],
    ['are none in what is no file', null, []],
  ])('%s', (_, raw, issues) => {
    expect(spelledTwice(raw)).toStrictEqual(issues);
  });
});
