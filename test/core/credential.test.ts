import { CREDENTIAL_KINDS, type InventoryItem, isCredential, orgLogin } from '#core/credential.ts';
import { fineGrainedToken, person, tokenRequest } from '#test/builders/items.ts';

describe('the login of an organisation', () => {
  it.each(['a', '7', 'Acme-Corp', 'acme--corp', 'a'.repeat(39)])('may be %s', (login) => {
    expect(orgLogin(login)).toBe(login);
  });

  it.each(['', '-acme', 'a'.repeat(40), 'acme corp', 'acme_corp', 'acme/patrol', 'acmé', ' acme', 'acme\n'])(
    'cannot be %j, which is said',
    (login) => {
      expect(() => orgLogin(login)).toThrow(
        new RangeError(
          `"${login}" is not a GitHub organisation login (letters, digits and hyphens, at most 39).`,
        ),
      );
    },
  );
});

it('a request and a person are no credentials, and all else is', () => {
  const kinds = [...CREDENTIAL_KINDS, tokenRequest().kind, person().kind];
  const items = kinds.map((kind) => ({ ...fineGrainedToken(), kind }) as InventoryItem);
  expect(items.filter(isCredential).map(({ kind }) => kind)).toStrictEqual([...CREDENTIAL_KINDS]);
});
