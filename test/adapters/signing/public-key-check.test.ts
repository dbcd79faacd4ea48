import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { publicKeyCheck } from '#adapters/signing/public-key-check.ts';

const DIGEST = 'ab'.repeat(32);
const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const der = (key: KeyObject) => key.export({ format: 'der', type: 'spki' });
const pem = (key: KeyObject) => Buffer.from(key.export({ format: 'pem', type: 'spki' }));

describe('a public key', () => {
  it.each([
    ['RSA, as KMS gives it', der(rsa.publicKey), rsa.privateKey],
    ['RSA as PEM', pem(rsa.publicKey), rsa.privateKey],
    ['P-256, as KMS gives it', der(ec.publicKey), ec.privateKey],
    ['P-256 as PEM', pem(ec.publicKey), ec.privateKey],
  ])('%s, tells its own signature of a digest from any other', (_, file, privateKey) => {
    const check = publicKeyCheck(file);
    const signature = sign('sha256', Buffer.from(DIGEST), privateKey).toString('base64');
    const another = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
    expect(check(DIGEST, signature)).toBe(true);
    expect(check(DIGEST.toUpperCase(), signature)).toBe(false);
    expect(check(DIGEST, sign('sha256', Buffer.from(DIGEST), another).toString('base64'))).toBe(false);
    expect(['', 'AAAA', '…', signature.slice(4)].map((value) => check(DIGEST, value))).toEqual([
      ...[false, false, false, false],
    ]);
  });

  it.each([
    ['a private key', Buffer.from(rsa.privateKey.export({ format: 'pem', type: 'pkcs8' })), 'a private key'],
    ['something else', Buffer.from('hello'), 'no public key. One comes from: aws kms get-public-key'],
    ['a broken PEM', Buffer.from('-----BEGIN PUBLIC KEY-----\nx\n'), 'no public key'],
    ['nothing', Buffer.from(''), 'no public key'],
    ['Ed25519', der(generateKeyPairSync('ed25519').publicKey), 'a key of type ed25519 signs no digests'],
    ['a short one', der(generateKeyPairSync('rsa', { modulusLength: 1_024 }).publicKey), 'of 1024 bits'],
  ])('that is %s is refused', (_, file, words) => {
    expect(() => publicKeyCheck(file)).toThrow(words);
  });
});
