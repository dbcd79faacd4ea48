import fc from 'fast-check';
import { suggest } from '#cli/suggest.ts';

const KINDS = ['fine-grained-token', 'classic-token', 'ssh-key', 'deploy-key', 'person'];

describe('the nearest word', () => {
  it.each([
    ['clasic-token', 'classic-token'],
    ['classic-tokens', 'classic-token'],
    ['CLASSIC-TOKEN', 'classic-token'],
    ['shs-key', 'ssh-key'],
    ['fine-grained', 'fine-grained-token'],
    ['peson', 'person'],
  ])('to %s is %s', (typed, meant) => {
    expect(suggest(typed, KINDS)).toBe(meant);
  });

  it.each(['', 'banana', 'x', 'token-of-somebody-else', 'a'.repeat(10_000)])(
    'to %j is none of them',
    (typed) => {
      expect(suggest(typed, KINDS)).toBeNull();
    },
  );

  it('to a known word is that word', () => {
    fc.assert(fc.property(fc.constantFrom(...KINDS), (kind) => expect(suggest(kind, KINDS)).toBe(kind)));
  });
});
