import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type Secret, secret } from '#core/secret.ts';
import { SettingsError } from './settings-error.ts';

const DOWNLOAD = 'Download a new private key (a .pem file) on the settings page of the GitHub App.';

/**
 * Wraps an App's private key (PEM, PKCS#1 or PKCS#8) and makes it PKCS#8. `\n` escapes, as `.env` files have them,
 * and Windows line ends become newlines.
 *
 * @throws {SettingsError} naming `origin` and the mistake, never any part of the key and without a cause.
 */
export function readPrivateKey(text: string, origin: string): Secret {
  const pem = text
    .replace(/\\r|\r/g, '')
    .replace(/\\n/g, '\n')
    .trim();
  refuseKnownMistakes(pem, origin);
  const key = parse(pem);
  if (key === null)
    throw new SettingsError(`${origin} is damaged: it is not a readable private key. ${DOWNLOAD}`);
  if (key.asymmetricKeyType !== 'rsa') {
    throw new SettingsError(`${origin} is not an RSA key, and a GitHub App's always is. ${DOWNLOAD}`);
  }
  return secret(key.export({ type: 'pkcs8', format: 'pem' }).toString());
}

function refuseKnownMistakes(pem: string, origin: string): void {
  if (pem === '') throw new SettingsError(`${origin} is empty.`);
  if (/^-----BEGIN (?:[A-Z]+ )*PUBLIC KEY-----/.test(pem)) {
    throw new SettingsError(`${origin} is a public key; the App's private key is needed. ${DOWNLOAD}`);
  }
  const begin = /^-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/.exec(pem);
  if (begin === null) {
    throw new SettingsError(
      `${origin} is not a private key in PEM form (-----BEGIN … PRIVATE KEY-----). ${DOWNLOAD}`,
    );
  }
  if (/BEGIN ENCRYPTED PRIVATE KEY|^Proc-Type: 4,ENCRYPTED/m.test(pem)) {
    throw new SettingsError(
      `${origin} is encrypted with a passphrase. Decrypt it with: openssl pkey -in encrypted.pem -out key.pem`,
    );
  }
  if (/BEGIN OPENSSH PRIVATE KEY/.test(pem)) {
    throw new SettingsError(`${origin} is an SSH key, not the private key of a GitHub App. ${DOWNLOAD}`);
  }
  refuseCutKey(pem, begin[0], origin);
}

/** The commonest mistake: a line of an `.env` file or an unquoted shell variable ends where the first line does. */
function refuseCutKey(pem: string, firstLine: string, origin: string): void {
  const newlines =
    'Keep the newlines of the file: put the whole value in quotes, or write each newline as \\n.';
  if (pem === firstLine) {
    throw new SettingsError(`${origin} was cut after its first line. ${newlines}`);
  }
  if (!/-----END (?:[A-Z]+ )*PRIVATE KEY-----$/.test(pem)) {
    throw new SettingsError(
      `${origin} was cut before its last line (-----END … PRIVATE KEY-----). ${newlines}`,
    );
  }
  if (!pem.includes('\n')) {
    throw new SettingsError(`${origin} lost its newlines. ${newlines}`);
  }
}

function parse(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    // OpenSSL's own words help nobody here, and an error from a parser is no place to carry a key through.
    return null;
  }
}
