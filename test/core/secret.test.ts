import { format, inspect } from 'node:util';
import { type Secret, secret } from '#core/secret.ts';

const VALUE = 'hunter2-hunter2';

describe('a secret', () => {
  it.each<[string, (each: Secret) => string, string]>([
    ['in a template', (each) => `${each}`, '[secret]'],
    ['in JSON', (each) => JSON.stringify({ each }), '{"each":"[secret]"}'],
    ['to an inspector', (each) => inspect({ each }), '{ each: [secret] }'],
    ['in a formatted log line', (each) => format('key: %o', each), 'key: [secret]'],
  ])('does not show %s', (_, show, shown) => {
    expect(show(secret(VALUE))).toBe(shown);
  });

  it('gives its value to who asks for it', () => {
    expect(secret(VALUE).reveal()).toBe(VALUE);
  });

  it('cannot be made to show itself', () => {
    expect(Object.isFrozen(secret(VALUE))).toBe(true);
  });
});
