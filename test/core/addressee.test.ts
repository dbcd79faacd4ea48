import { addressee } from '#core/addressee.ts';

describe('who must act', () => {
  it.each([
    ['the owner, by login', { id: 1, login: 'octocat' }, 'octocat'],
    ['in words, where GitHub names nobody', null, 'Its owner'],
  ])('is %s', (_, owner, words) => expect(addressee(owner)).toBe(words));
});
