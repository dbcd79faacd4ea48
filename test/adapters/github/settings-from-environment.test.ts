import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { SettingsError } from '#adapters/github/settings-error.ts';
import { settingsFromEnvironment } from '#adapters/github/settings-from-environment.ts';
import { ENCRYPTED, PKCS1, PKCS8, PUBLIC, TOKEN } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'patrol-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const app = (key: string) => ({ GITHUB_APP_ID: '4711', GITHUB_APP_PRIVATE_KEY: key });

function keyOf(environment: Record<string, string>): string {
  const { credential } = settingsFromEnvironment(environment);
  return 'privateKey' in credential ? credential.privateKey.reveal() : '';
}

describe('the environment names a GitHub App', () => {
  it.each<[string, Record<string, string>]>([
    ['a PKCS#8 key', app(PKCS8)],
    ['a PKCS#1 key, as GitHub gives it', app(PKCS1)],
    ['a key with \\n for its newlines', app(PKCS1.replaceAll('\n', '\\n'))],
    ['a key with Windows line ends', app(PKCS8.replaceAll('\n', '\r\n'))],
    ['a key with blank lines around it', app(`\n\n${PKCS8}\n\n`)],
    ['a file', { GITHUB_APP_ID: '4711', GITHUB_APP_PRIVATE_KEY_FILE: file('key.pem', PKCS1) }],
    ['empty variables beside it', { ...app(PKCS8), GITHUB_TOKEN: '', GITHUB_APP_PRIVATE_KEY_FILE: ' ' }],
  ])('with %s', (_, environment) => {
    expect(keyOf(environment)).toBe(PKCS8);
  });

  it('by a number or a client id, at GitHub itself unless told otherwise', () => {
    expect(settingsFromEnvironment(app(PKCS8))).toMatchObject({
      apiUrl: 'https://api.github.com',
      credential: { kind: 'app', appId: '4711' },
    });
    expect(settingsFromEnvironment({ ...app(PKCS8), GITHUB_APP_ID: 'Iv1.8a61f9b3a7aba766' })).toMatchObject({
      credential: { appId: 'Iv1.8a61f9b3a7aba766' },
    });
  });
});

it.each<[string, string]>([
  ['https://api.github.com/', 'https://api.github.com'],
  ['https://github.example.com/api/v3/', 'https://github.example.com/api/v3'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://localhost:8080', 'http://localhost:8080'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
])('takes the address %s', (given, apiUrl) => {
  expect(settingsFromEnvironment({ GITHUB_TOKEN: TOKEN, GITHUB_API_URL: given }).apiUrl).toBe(apiUrl);
});

it('takes a pace', () => {
  const settings = settingsFromEnvironment({ GITHUB_TOKEN: TOKEN, GITHUB_REQUESTS_PER_SECOND: '2.5' });
  expect(settings.requestsPerSecond).toBe(2.5);
});

const lines = PKCS1.trim().split('\n');
const token = { GITHUB_TOKEN: TOKEN };
const refused: readonly [string, Record<string, string>, RegExp][] = [
  ['nothing', {}, /No credential.*GITHUB_APP_ID.*GITHUB_TOKEN/],
  ['a token and an App', { ...app(PKCS8), ...token }, /GITHUB_TOKEN and GITHUB_APP_ID are both set/],
  [
    'a token and a key',
    { GITHUB_APP_PRIVATE_KEY: PKCS8, ...token },
    /GITHUB_TOKEN and GITHUB_APP_PRIVATE_KEY are both/,
  ],
  ['an App without its key', { GITHUB_APP_ID: '4711' }, /private key is not/],
  ['a key without its App', { GITHUB_APP_PRIVATE_KEY: PKCS8 }, /GITHUB_APP_ID is not/],
  ['the key twice', { ...app(PKCS8), GITHUB_APP_PRIVATE_KEY_FILE: '/x' }, /both set/],
  ['an App id that is none', { ...app(PKCS8), GITHUB_APP_ID: '47 11' }, /neither a number nor a client id/],
  [
    'a file that is not there',
    { GITHUB_APP_ID: '1', GITHUB_APP_PRIVATE_KEY_FILE: join(folder, 'no.pem') },
    /no\.pem does not exist/,
  ],
  ['a folder for a file', { GITHUB_APP_ID: '1', GITHUB_APP_PRIVATE_KEY_FILE: folder }, /is a folder/],
  ['an empty file', { GITHUB_APP_ID: '1', GITHUB_APP_PRIVATE_KEY_FILE: file('empty.pem', '') }, /is empty/],
  [
    'the key where its file should be',
    { GITHUB_APP_ID: '1', GITHUB_APP_PRIVATE_KEY_FILE: PKCS8 },
    /holds a key, not the path/,
  ],
  ['a key cut after its first line', app(lines[0] ?? ''), /cut after its first line.*newlines.*\\n/],
  ['a key cut in the middle', app(lines.slice(0, 9).join('\n')), /cut before its last line/],
  ['a key on one line', app(lines.join(' ')), /lost its newlines/],
  ['a key with a letter lost', app(PKCS1.replace(lines[4] ?? '', (lines[4] ?? '').slice(7))), /damaged/],
  ['what is no PEM', app('hunter2'), /not a private key in PEM form/],
  ['an encrypted key', app(ENCRYPTED), /encrypted with a passphrase/],
  ['a public key', app(PUBLIC), /is a public key/],
  ['a token of two lines', { GITHUB_TOKEN: `${TOKEN}\n${TOKEN}` }, /space or a line break/],
  ['an address that is none', { ...token, GITHUB_API_URL: 'api.github.com' }, /not an http or https address/],
  ['another protocol', { ...token, GITHUB_API_URL: 'ftp://api.github.com' }, /not an http or https address/],
  [
    'a password in the address',
    { ...token, GITHUB_API_URL: 'https://me:hunter2@github.example.com' },
    /user name or password/,
  ],
  [
    'a query in the address',
    { ...token, GITHUB_API_URL: 'https://github.example.com?token=hunter2' },
    /query or fragment/,
  ],
  ['plain http to another machine', { ...token, GITHUB_API_URL: 'http://github.example.com' }, /plain http/],
  [
    'a host that only begins like this one',
    { ...token, GITHUB_API_URL: 'http://localhost.example.com' },
    /plain http/,
  ],
  ['a pace of nothing', { ...token, GITHUB_REQUESTS_PER_SECOND: '0' }, /above 0/],
  ['a pace in words', { ...token, GITHUB_REQUESTS_PER_SECOND: 'slow' }, /above 0/],
];

function errorOf(environment: Record<string, string>): unknown {
  try {
    settingsFromEnvironment(environment);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('what cannot work is refused with what to do', () => {
  it.each(refused)('%s', (_, environment, message) => {
    const error = errorOf(environment);
    expect(error).toBeInstanceOf(SettingsError);
    expect(String(error)).toMatch(message);
  });

  it.each(refused)('and without a word of any secret: %s', (_, environment) => {
    const shown = inspect(errorOf(environment), { depth: 20, showHidden: true });
    const secrets = [
      TOKEN,
      'hunter2',
      ...lines.slice(1, -1),
      ...PKCS8.trim().split('\n').slice(1, -1),
      ...ENCRYPTED.split('\n').slice(1, -2),
    ];
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });
});

it('never shows what it read', () => {
  for (const settings of [settingsFromEnvironment(app(PKCS8)), settingsFromEnvironment(token)]) {
    const shown = `${inspect(settings, { depth: 20, showHidden: true })}${JSON.stringify(settings)}${String(settings)}`;
    expect(shown).toContain('[secret]');
    expect(shown).not.toContain(TOKEN);
    expect(shown).not.toContain('PRIVATE KEY');
  }
});
