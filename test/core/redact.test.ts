import fc from 'fast-check';
import { redact, redactorFor } from '#core/redact.ts';

const letters = (length: number): string => 'aB3'.repeat(length).slice(0, length);
const jwt = `eyJ${letters(30)}.eyJ${letters(300)}-_${letters(40)}.${letters(60)}-_${letters(25)}`;
const pem = `-----BEGIN RSA PRIVATE KEY-----\n${letters(64)}\n${letters(64)}\n${letters(20)}==\n-----END RSA PRIVATE KEY-----`;
const encrypted = `-----BEGIN PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,AB12\n\n${letters(64)}\n-----END PRIVATE KEY-----`;

const SECRETS: [string, string, string][] = [
  ['a classic token', `ghp_${letters(36)}`, 'ghp_…[redacted]'],
  ['a fine-grained token', `github_pat_${letters(22)}_${letters(59)}`, 'github_pat_…[redacted]'],
  ['an OAuth token', `gho_${letters(36)}`, 'gho_…[redacted]'],
  ['an App user token', `ghu_${letters(36)}`, 'ghu_…[redacted]'],
  ['an installation token of the old form', `ghs_${letters(36)}`, 'ghs_…[redacted]'],
  ['an installation token of the long form', `ghs_123456_${jwt}`, 'ghs_…[redacted]'],
  ['a refresh token', `ghr_${letters(76)}`, 'ghr_…[redacted]'],
  ['an App JWT', jwt, '[redacted JWT]'],
  ['a private key', pem, '[redacted private key]'],
  ['an encrypted private key', encrypted, '[redacted private key]'],
  ['a private key whose end is cut off', pem.slice(0, 90), '[redacted private key]'],
  ['a private key in JSON', JSON.stringify(pem).slice(1, -1), '[redacted private key]'],
  [
    'a Slack web hook',
    'https://hooks.slack.com/services/T0/B0/abcDEF',
    'https://hooks.slack.com/services/[redacted]',
  ],
  ['a Slack bot token', `xoxb-1234567890-${letters(24)}`, 'xoxb-[redacted]'],
  ['an authorisation header', `authorization: token ${letters(40)}`, 'authorization: token [redacted]'],
  ['a bearer', `Bearer ${letters(40)}`, 'Bearer [redacted]'],
  ['an AWS key id', 'AKIAIOSFODNN7EXAMPLE', 'AKIAIOSF[redacted]'],
  ['a password in an address', 'http://me:hunter2@example.org/', 'http://[redacted]@example.org/'],
];

describe('redaction', () => {
  it.each(SECRETS)('takes out %s', (_, secret, mask) => {
    expect(redact(`GET failed with ${secret}\nand that was it.`)).toMatch(
      new RegExp(`^GET failed with ${mask.replace(/[[\].$/…]/g, '\\$&')}`),
    );
  });

  it.each(SECRETS)('takes out all of %s, each time, and nothing around it', (_, secret, mask) => {
    expect(redact(`<${secret}> and <${secret}>`)).toBe(`<${mask}> and <${mask}>`);
  });

  it.each([
    ['authorization: basic ', ''],
    ['Authorization:token ', ''],
    ['authorization : bearer  ', ''],
    ['{"authorization": "token ', '"}'],
    [String.raw`{\"authorization\":\"basic `, String.raw`\"}`],
    ["authorization = 'token ", "'"],
  ])('takes out what follows %s, however short', (before, after) => {
    expect(redact(`${before}dXNlcjpw${after}`)).toBe(`${before}[redacted]${after}`);
  });

  it('takes out a bearer behind more than one space', () => {
    expect(redact(`Bearer \t${letters(40)}`)).toBe('Bearer \t[redacted]');
  });

  it.each(SECRETS)('takes out %s behind an escaped line break, and JSON stays JSON', (_, secret, mask) => {
    const json = JSON.stringify({ message: `first line\n${secret}`, next: 'stays' });
    const cleaned: unknown = JSON.parse(redact(json));
    expect(cleaned).toMatchObject({ message: expect.stringContaining(mask), next: 'stays' });
  });

  it.each([
    'organization_personal_access_tokens=read',
    'The token "release-notes-publisher-bot" of octocat expires on 2026-12-04.',
    'commit 0123456789abcdef0123456789abcdef01234567',
    'https://api.github.com/orgs/acme/personal-access-tokens?page=2',
    'fine-grained-token:101001',
    'ghp_short',
  ])('leaves %s as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('leaves no tail of a token, whatever stands around it', () => {
    const token = fc
      .tuple(
        fc.constantFrom('ghp_', 'ghs_', 'github_pat_', 'ghu_', 'gho_', 'ghr_'),
        fc.stringMatching(/^[A-Za-z0-9_.-]{36,520}$/),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.string(), token, fc.string(), (before, secret, after) => {
        expect(redact(`${before}${secret}${after}`)).not.toContain(secret.slice(-20));
      }),
    );
  });

  it('knows the values of its own environment, also of a form nobody recognises', () => {
    const old = '0123456789abcdef0123456789abcdef01234567';
    const redactOwn = redactorFor({
      GITHUB_TOKEN: `${old}\n`,
      GITHUB_APP_PRIVATE_KEY: 'a key\nof two lines',
      AWS_SECRET_ACCESS_KEY: undefined,
    });
    expect(redactOwn(`sent ${old}`)).toBe('sent [redacted]');
    expect(redactOwn(JSON.stringify({ key: 'a key\nof two lines' }))).toBe('{"key":"[redacted]"}');
  });

  it('does not take a value so short that it would blot out ordinary words', () => {
    expect(redactorFor({ GITHUB_TOKEN: 'token' })('the token')).toBe('the token');
    expect(redactorFor({ GITHUB_TOKEN: 'token     ' })('the token     ')).toBe('the token     ');
    expect(redactorFor({ GITHUB_TOKEN: 'eight888' })('the eight888')).toBe('the [redacted]');
  });
});
